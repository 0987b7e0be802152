import type { ModelChoices, ModelDescriptor } from 'blaze-ai';

/**
 * The model that somebody typed: an `http(s):` address, or a hub id with or without a revision.
 *
 * A wrong name is the library's to refuse, with a message that names what is wrong.
 */
export function namedModel(typed: string, choices: ModelChoices): ModelDescriptor {
  const name = typed.trim();
  if (/^https?:\/\//i.test(name)) return { kind: 'url', url: name, ...choices };
  const at = name.indexOf('@');
  if (at < 0) return { kind: 'hub', id: name, ...choices };
  return { kind: 'hub', id: name.slice(0, at), revision: name.slice(at + 1), ...choices };
}
