/**
 * What is measured of a model.
 *
 * @typedef {object} BenchCase
 * @property {'decode' | 'first-token'} measure
 * @property {number} tokens decode: tokens of context when the last token is written; first token: tokens of the prompt
 */

/** New tokens of a decode case. */
export const decodedTokens = 24;

/** @type {readonly BenchCase[]} */
const all = [
  { measure: 'decode', tokens: 64 },
  { measure: 'decode', tokens: 256 },
  { measure: 'decode', tokens: 1024 },
  { measure: 'decode', tokens: 2048 },
  { measure: 'first-token', tokens: 128 },
  { measure: 'first-token', tokens: 512 },
];

/**
 * The cases that a context has room for.
 *
 * @param {number} contextLength tokens
 * @param {{ quick: boolean, cases?: string }} options `cases`: a list such as `decode:1024,first-token:512`
 */
export function casesWithin(contextLength, { quick, cases }) {
  const longest = quick ? 256 : Infinity;
  const named = cases?.split(',');
  const fitting = all.filter((benchCase) => promptTokens(benchCase) < contextLength && benchCase.tokens <= longest);
  return named ? fitting.filter(({ measure, tokens }) => named.includes(`${measure}:${tokens}`)) : fitting;
}

/**
 * Tokens of a case's prompt.
 *
 * @param {BenchCase} benchCase
 */
export function promptTokens({ measure, tokens }) {
  return measure === 'decode' ? tokens - decodedTokens : tokens;
}

/**
 * Tokens that a case writes.
 *
 * @param {BenchCase} benchCase
 */
export function newTokens({ measure }) {
  return measure === 'decode' ? decodedTokens : 1;
}
