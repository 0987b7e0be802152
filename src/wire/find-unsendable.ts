/**
 * Where in a value the structured clone algorithm meets what it cannot copy: a function or a symbol. Undefined where it meets none; objects of
 * the platform are not looked into.
 *
 * @param path - where the value stands
 */
export function findUnsendable(value: unknown, path = ''): string | undefined {
  return search(value, path, new Set());
}

function search(value: unknown, path: string, seen: Set<object>): string | undefined {
  if (typeof value === 'function' || typeof value === 'symbol') return path;
  if (typeof value !== 'object' || value === null || seen.has(value)) return undefined;
  seen.add(value);
  if (!Array.isArray(value) && Object.prototype.toString.call(value) !== '[object Object]') return undefined;
  for (const [key, entry] of Object.entries(value)) {
    const place = Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    const found = search(entry, place, seen);
    if (found !== undefined) return found;
  }
  return undefined;
}
