/**
 * @typedef {{ model: string, dtype: string, measure: string, tokens: number, rounds: number, blaze: Summary, transformers: Summary, timesAsFast?: number, sameTokens: boolean }} Row
 * @typedef {{ median: number, least: number, most: number } | { error: string }} Summary
 */

const columns = ['model', 'measure', 'tokens', 'rounds', 'blaze-ai', 'transformers.js', 'times as fast', 'same tokens'];

/**
 * One case as a row of the results.
 *
 * @param {import('./bench-models.mjs').BenchModel} model
 * @param {import('./page/measure-model.mjs').CaseResult} result
 * @returns {Row}
 */
export function toRow({ name, dtype }, { measure, tokens, samples, sameTokens }) {
  const blaze = summary(samples.blaze);
  const transformers = summary(samples.transformers);
  const rounds = samples.blaze.values.length;
  const row = { model: name, dtype, measure, tokens, rounds, blaze, transformers, sameTokens };
  if (!('median' in blaze) || !('median' in transformers)) return { ...row, sameTokens: false };
  const ratio = blaze.median / transformers.median;
  return { ...row, timesAsFast: measure === 'decode' ? ratio : 1 / ratio };
}

/**
 * @param {import('./page/measure-model.mjs').Samples} samples
 * @returns {Summary}
 */
function summary({ values, error }) {
  if (error !== undefined) return { error };
  const sorted = values.toSorted((a, b) => a - b);
  const at = (/** @type {number} */ index) => sorted[index] ?? NaN;
  const middle = (sorted.length - 1) / 2;
  return {
    median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2,
    least: at(0),
    most: at(sorted.length - 1),
  };
}

/**
 * Rows as a table for the terminal.
 *
 * @param {readonly Row[]} rows
 */
export function formatTable(rows) {
  const cells = [columns, ...rows.map(toCells)];
  const widths = columns.map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  return cells
    .map((line) =>
      line
        .map((cell, column) => (column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  '),
    )
    .join('\n');
}

/** @param {Row} row */
function toCells(row) {
  const unit = row.measure === 'decode' ? 'tok/s' : 'ms';
  const value = (/** @type {Summary} */ result) =>
    'error' in result ? 'failed' : `${result.median.toFixed(result.median < 100 ? 1 : 0)} ${unit}`;
  return [
    `${row.model} ${row.dtype}`,
    row.measure,
    String(row.tokens),
    String(row.rounds),
    value(row.blaze),
    value(row.transformers),
    row.timesAsFast?.toFixed(2) ?? '-',
    row.timesAsFast === undefined ? '-' : row.sameTokens ? 'yes' : 'no',
  ];
}
