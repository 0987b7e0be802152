/** Roles that every chat has, also where a template handles one of them in its `else`. */
const basic = ['user', 'assistant'];
/** Roles that a template may print as they come. */
const conventional = ['system', 'user', 'assistant', 'tool', 'developer'];
/** The role of a message, written out: `{{ message['role'] }}`, `'<|im_start|>' + message.role`. */
const printsRole = /(\[\s*['"]role['"]\s*\]|\.role)\s*(\+|~|\||-?\}\})|[+~]\s*\w+(\[\s*['"]role['"]\s*\]|\.role)/;

/**
 * Roles that a chat template knows: those that it compares with, and the conventional ones where it prints a role as it comes.
 *
 * A template that knows a role by neither way would drop the message or take it for another's.
 */
export function knownRoles(template: string): ReadonlySet<string> {
  const literals = [...template.matchAll(/['"]([a-z_]+)['"]/g)].map(([, literal]) => literal ?? '');
  const compared = literals.filter((literal) => isRole(literal));
  return new Set([...basic, ...compared, ...(printsRole.test(template) ? conventional : [])]);
}

/** Words that stand in templates as roles; other literals are keys of messages and tools. */
function isRole(word: string): boolean {
  return /^(system|user|assistant|tool|tool_response|tool_call|developer|model|ipython|function|human|gpt|bot|critic|observation|documents?|context|environment|control|thinking)$/.test(
    word,
  );
}
