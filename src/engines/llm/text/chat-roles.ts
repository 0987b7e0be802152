import { comparedRoles, type TemplateNode } from './compared-roles';

type ProbeMessage = { readonly role: string; readonly content: string };

/** Writes a conversation with the template under test; undefined where the template refuses it. */
export type RenderProbe = (messages: readonly ProbeMessage[]) => string | undefined;

/** Roles that chat models share. */
const conventional = ['system', 'user', 'assistant', 'tool', 'developer'];
/** Roles that a template may handle without naming them: as its `else`, or by whose turn it is. */
const turnTaking = new Set(['user', 'assistant']);
/** No template knows this role; one that shows it prints whatever role it is given. */
const invented = 'stagehand';
const marker = 'Marked content.';

/**
 * Finds out which roles a chat template knows.
 *
 * They are the roles it compares with, and those conventional ones that it demonstrably handles: where it prints any role as it comes
 * (ChatML), all of them; elsewhere those whose message it shows, and not in the way of a role that nobody knows.
 *
 * A message in any other role would be dropped without a word, or be taken for somebody else's.
 *
 * @param root - the template, parsed
 */
export function knownRoles(root: TemplateNode, render: RenderProbe): ReadonlySet<string> {
  const compared = comparedRoles(root);
  // It may want options or messages that no probe has: then it is left to judge roles itself.
  const refusesAll = conventional.every((role) =>
    conversationsWith(role).every((messages) => render(messages) === undefined),
  );
  if (refusesAll) return new Set([...conventional, ...compared]);
  const printsAnyRole = conversationsWith(invented).some((messages) => {
    const text = render(messages);
    return text !== undefined && text.includes(invented) && text.includes(marker);
  });
  const handles = (role: string): boolean =>
    conversationsWith(role).some((messages, index) => {
      const text = render(messages);
      if (text === undefined || !text.includes(marker)) return false;
      return turnTaking.has(role) || text !== render(conversationsWith(invented)[index]!);
    });
  const known = conventional.filter((role) => printsAnyRole || compared.has(role) || handles(role));
  return new Set([...known, ...compared]);
}

/** Conversations in which a role may have its place, one message of it in each. */
function conversationsWith(role: string): ProbeMessage[][] {
  const probe = { role, content: marker };
  const user = { role: 'user', content: 'Hello.' };
  const assistant = { role: 'assistant', content: 'Hi.' };
  return [[probe], [user, probe], [probe, user], [user, assistant, probe]];
}
