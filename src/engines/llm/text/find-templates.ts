import type { TextModelFiles } from '../../../models/text-model-files';

/** The chat templates of a model. */
export interface TemplateSources {
  readonly default: string;
  /** For calls with tools, where the model has one of its own for them. */
  readonly toolUse?: string;
}

/**
 * Finds the chat templates of a repository: `chat_template.jinja` wins over `chat_template` in the tokenizer's config, which is a text, a
 * list of `{name, template}`, or an object of templates by name.
 *
 * @returns undefined where there is none
 */
export function findTemplates({
  chatTemplate,
  tokenizerConfig,
}: Pick<TextModelFiles, 'chatTemplate' | 'tokenizerConfig'>): TemplateSources | undefined {
  if (chatTemplate !== undefined) return { default: chatTemplate };
  const configured = tokenizerConfig['chat_template'];
  if (typeof configured === 'string') return { default: configured };
  const byName = namedTemplates(configured);
  const fallback = byName.get('default') ?? byName.values().next().value;
  return fallback === undefined ? undefined : { default: fallback, toolUse: byName.get('tool_use') };
}

function namedTemplates(configured: unknown): Map<string, string> {
  if (typeof configured !== 'object' || configured === null) return new Map();
  const pairs: [unknown, unknown][] = Array.isArray(configured)
    ? configured.map((entry: { name?: unknown; template?: unknown } | null) => [entry?.name, entry?.template])
    : Object.entries(configured);
  return new Map(pairs.filter((pair): pair is [string, string] => pair.every((part) => typeof part === 'string')));
}
