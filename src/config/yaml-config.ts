import { InvalidConfigError } from '../errors';
import { toCamelCase } from './snake-case';

function refuse(field: string, received: string, cause: unknown): never {
  throw new InvalidConfigError({ subject: 'config', problems: [{ field, expected: 'YAML', received }] }, { cause });
}

/**
 * Reads a config in YAML, with the server's snake_case keys. The keys and values are not checked here.
 *
 * @throws {InvalidConfigError} where the text is no YAML, with line and column, or uses tags that nobody here knows
 */
export async function parseYamlConfig(text: string): Promise<unknown> {
  // Most pages give an object: they need not load the parser.
  const { parseDocument } = await import('yaml');
  const document = parseDocument(text);
  // A warning is a tag or directive that the parser would drop: what it meant would be lost without a word.
  const [issue] = [...document.errors, ...document.warnings];
  if (issue) {
    const [position] = issue.linePos ?? [];
    // The parser appends the place and the text of the line, which may hold a secret.
    const reason = issue.message.split(/ at line \d|; please use |\n/, 1)[0] ?? issue.code;
    refuse(position ? `line ${position.line}, column ${position.col}` : 'text', reason, issue);
  }
  let value: unknown;
  try {
    value = document.toJS();
  } catch (error) {
    // Aliases are followed only now: to an anchor that is missing, or to more values than a config can mean.
    refuse('text', error instanceof Error ? error.message : String(error), error);
  }
  return toCamelCase(value ?? {});
}
