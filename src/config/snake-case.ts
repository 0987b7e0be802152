/** Fields under which every key is the caller's own or somebody else's vocabulary; their values pass through untouched. */
const opaqueFields = new Set([
  'metadata',
  'params',
  'keywordDensity',
  'headers',
  'logitBias',
  'templateOptions',
  'messages',
  'files',
  'json',
]);

function camelKey(key: string): string {
  // Only names are renamed; a path, a header or a word with other characters stays.
  if (!/^[a-z][a-z0-9_]*$/.test(key)) return key;
  return key.replaceAll(/_+([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());
}

function snakeKey(key: string): string {
  if (!/^[a-z][A-Za-z0-9]*$/.test(key)) return key;
  return key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function mapKeys(value: unknown, rename: (key: string) => string): unknown {
  if (Array.isArray(value)) return value.map((entry) => mapKeys(entry, rename));
  if (!isPlainObject(value)) return value;
  // `__proto__` as an own key stays an own key: entries are defined, not assigned.
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [
      rename(key),
      opaqueFields.has(camelKey(key)) ? entry : mapKeys(entry, rename),
    ]),
  );
}

/** Renames the keys of a domain value to the wire's: `maxLength` to `max_length`, at every depth but under opaque fields. */
export function toSnakeCase(value: unknown): unknown {
  return mapKeys(value, snakeKey);
}

/** Renames the keys of a wire value to the domain's: `max_length` to `maxLength`, at every depth but under opaque fields. */
export function toCamelCase(value: unknown): unknown {
  return mapKeys(value, camelKey);
}
