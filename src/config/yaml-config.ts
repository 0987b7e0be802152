import { InvalidConfigError } from '../errors';
import { toCamelCase } from './snake-case';

/**
 * Reads a config in YAML, with the server's snake_case keys. The keys and values are not checked here.
 *
 * @throws {InvalidConfigError} where the text is no YAML, with line and column
 */
export async function parseYamlConfig(text: string): Promise<unknown> {
  // Most pages give an object: they need not load the parser.
  const { parseDocument } = await import('yaml');
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error) {
    const [position] = error.linePos ?? [];
    const field = position ? `line ${position.line}, column ${position.col}` : 'text';
    const received = error.message.split('\n', 1)[0] ?? error.code;
    throw new InvalidConfigError({ subject: 'config', problems: [{ field, expected: 'YAML', received }] });
  }
  return toCamelCase(document.toJS() ?? {});
}
