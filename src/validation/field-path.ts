const identifier = /^[A-Za-z_$][\w$]*$/;

/** Writes a path as a caller would: `messages[0].role`, `logitBias["x y"]`. */
export function fieldPath(path: readonly PropertyKey[]): string {
  let text = '';
  for (const key of path) {
    const name = String(key);
    if (/^\d+$/.test(name)) text += `[${name}]`;
    else if (identifier.test(name)) text += text === '' ? name : `.${name}`;
    else text += `[${JSON.stringify(name)}]`;
  }
  return text;
}

/** The value at a path, or undefined where the path leaves the object. */
export function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  let value = root;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}
