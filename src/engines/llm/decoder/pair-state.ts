/**
 * Names that a past input may have as an output, most usual first.
 *
 * optimum: `past_key_values.0.key` -> `present.0.key`; transformers.js: `past_conv.0` -> `present_conv.0`; the onnxruntime-genai builder:
 * `past.0.conv` -> `present.0.conv`; others keep the whole name behind `present_key_values`, or call it `new_…` or `…_out`.
 */
const renamings: readonly (readonly [RegExp, string])[] = [
  [/^past_key_values/, 'present'],
  [/^past_key_values/, 'present_key_values'],
  [/^past_key_values/, 'present_key_value'],
  [/^past_key_value/, 'present_key_value'],
  [/^past/, 'present'],
  [/past/, 'present'],
  [/_in$/, '_out'],
  [/^cache/, 'new_cache'],
  [/^/, 'new_'],
];

/** Pattern of `genai_config.json`: `past_key_values.%d.key`. */
export interface NamePatterns {
  readonly [role: string]: unknown;
}

/** The output that gives back the state of an input, or undefined where the input is no state. */
export function stateOutput(
  input: string,
  outputs: { has(name: string): boolean },
  inputPatterns: NamePatterns,
  outputPatterns: NamePatterns,
): string | undefined {
  for (const [role, pattern] of Object.entries(inputPatterns)) {
    if (!role.startsWith('past') || typeof pattern !== 'string') continue;
    const layer = matchLayer(pattern, input);
    const target = outputPatterns[role.replace(/^past/, 'present')];
    if (layer === undefined || typeof target !== 'string') continue;
    const output = target.replace('%d', layer);
    if (outputs.has(output)) return output;
  }
  for (const [from, to] of renamings) {
    const output = input.replace(from, to);
    if (output !== input && outputs.has(output)) return output;
  }
  return undefined;
}

function matchLayer(pattern: string, name: string): string | undefined {
  const [before, after] = pattern.split('%d');
  if (before === undefined || after === undefined) return undefined;
  if (!name.startsWith(before) || !name.endsWith(after)) return undefined;
  const layer = name.slice(before.length, name.length - after.length);
  return /^\d+$/.test(layer) ? layer : undefined;
}
