const longestQuote = 60;

/** Fields whose value never belongs into a message or a log: whatever bears such a name, and all that stands in request headers. */
const secretField = /(token|key|secret|password|authorization)$|(^|\.)headers($|\.|\[)/i;

function shorten(text: string): string {
  return text.length <= longestQuote ? text : `${text.slice(0, longestQuote)}…`;
}

/**
 * Says in a few words what a value is, for error messages.
 *
 * @param field - where the value stands; the values of tokens, keys and headers are not quoted
 */
export function describeValue(value: unknown, field = ''): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (secretField.test(field) && typeof value !== 'object')
    return value === '' ? 'an empty string' : `a ${typeof value}`;
  switch (typeof value) {
    case 'string':
      return value === '' ? 'an empty string' : shorten(JSON.stringify(value));
    case 'number':
    case 'boolean':
      return String(value);
    case 'bigint':
      return `${value}n`;
    case 'function':
      return 'a function';
    case 'symbol':
      return 'a symbol';
    default:
      break;
  }
  if (Array.isArray(value)) return value.length === 0 ? 'an empty array' : `an array of ${value.length}`;
  const name = Object.getPrototypeOf(value)?.constructor?.name;
  if (typeof name === 'string' && name !== 'Object' && name !== '') return `an object of ${name}`;
  const keys = Object.keys(value);
  return keys.length === 0 ? 'an empty object' : `an object with ${shorten(keys.join(', '))}`;
}
