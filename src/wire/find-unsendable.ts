/**
 * Where in a value the structured clone algorithm meets what it cannot copy: a function or a symbol. Undefined where it meets none; objects of
 * the platform are not looked into.
 *
 * It does not recurse: a value that is nested too deeply to be cloned is one of those that are searched.
 *
 * @param path - where the value stands
 */
export function findUnsendable(value: unknown, path = ''): string | undefined {
  const seen = new Set<object>();
  const open: Place[] = [{ value, step: path }];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const { value: found } = place;
    if (typeof found === 'function' || typeof found === 'symbol') return pathOf(place);
    if (typeof found !== 'object' || found === null || seen.has(found)) continue;
    seen.add(found);
    // The first entry is searched first.
    open.push(...entriesOf(found, place).reverse());
  }
  return undefined;
}

/** A value and how it is reached from the one that holds it. Whole paths are written only where one is wanted. */
interface Place {
  readonly value: unknown;
  readonly step: string;
  readonly holder?: Place;
}

function entriesOf(value: object, holder: Place): Place[] {
  if (Array.isArray(value)) return value.map((entry, index) => ({ value: entry, step: `[${index}]`, holder }));
  if (Object.prototype.toString.call(value) !== '[object Object]') return [];
  return Object.entries(value).map(([key, entry]) => ({ value: entry, step: `.${key}`, holder }));
}

function pathOf(place: Place): string {
  const steps: string[] = [];
  for (let at: Place | undefined = place; at !== undefined; at = at.holder) steps.push(at.step);
  return steps.reverse().join('').replace(/^\./, '');
}
