import { newTokens, promptTokens } from '../bench-cases.mjs';
import { createBlazeContender } from './blaze-contender.mjs';
import { fittingPrompt } from './fitting-prompt.mjs';
import { createTransformersContender } from './transformers-contender.mjs';

/**
 * @typedef {'blaze' | 'transformers'} ContenderName
 * @typedef {{ values: number[], error?: string }} Samples tokens per second of decode cases, milliseconds of first tokens
 * @typedef {import('../bench-cases.mjs').BenchCase & { sameTokens: boolean, samples: Record<ContenderName, Samples> }} CaseResult
 * @typedef {{ loadMs: number, error?: string }} LoadResult
 */

/** Fast cases are repeated for so long, as one of a few milliseconds tells nothing. */
const leastCaseMs = 2000;
const mostRounds = 15;

/**
 * Loads a model into both libraries, to measure them in turns.
 *
 * @param {import('./contender.mjs').ContenderModel} model
 */
export async function startMeasurement(model) {
  const blaze = await createBlazeContender(model.threads);
  const transformers = createTransformersContender();
  const loads = { blaze: await load(blaze, model), transformers: await load(transformers, model) };
  if (loads.blaze.error) throw new Error(loads.blaze.error);
  return {
    loads,

    /**
     * @param {import('../bench-cases.mjs').BenchCase} benchCase
     * @param {number} rounds at least
     */
    async measure(benchCase, rounds) {
      const prompt = await fittingPrompt(promptTokens(benchCase), blaze.countTokens);
      return measureCase({ blaze, transformers }, loads, benchCase, prompt, rounds);
    },
  };
}

/**
 * @param {import('./contender.mjs').Contender} contender
 * @param {import('./contender.mjs').ContenderModel} model
 * @returns {Promise<LoadResult>}
 */
async function load(contender, model) {
  const startedAt = performance.now();
  try {
    await contender.load(model);
    const loadMs = performance.now() - startedAt;
    // The first run pays for what later ones have: memory that grows, code that is compiled.
    await contender.write('Once upon a time', 4);
    return { loadMs };
  } catch (error) {
    return { loadMs: NaN, error: messageOf(error) };
  }
}

/**
 * @param {Record<ContenderName, import('./contender.mjs').Contender>} contenders
 * @param {Record<ContenderName, LoadResult>} loads
 * @param {import('../bench-cases.mjs').BenchCase} benchCase
 * @param {string} prompt
 * @param {number} rounds at least
 * @returns {Promise<CaseResult>}
 */
async function measureCase(contenders, loads, benchCase, prompt, rounds) {
  /** @type {Record<ContenderName, Samples>} */
  const samples = {
    blaze: { values: [], error: loads.blaze.error },
    transformers: { values: [], error: loads.transformers.error },
  };
  /** @type {Partial<Record<ContenderName, string>>} */
  const written = {};
  const startedAt = performance.now();
  const isEnough = (/** @type {number} */ round) =>
    round >= mostRounds || (round >= rounds && performance.now() - startedAt > leastCaseMs);
  for (let round = 0; !isEnough(round); round++) {
    /** @type {ContenderName[]} */
    const order = ['blaze', 'transformers'];
    // Who comes second finds another machine: warmer, throttled, its caches full.
    if (round % 2 === 1) order.reverse();
    for (const name of order) {
      if (samples[name].error) continue;
      try {
        const result = await contenders[name].write(prompt, newTokens(benchCase));
        if (result.promptTokens !== promptTokens(benchCase))
          throw new Error(`the prompt was cut into ${result.promptTokens} tokens, not ${promptTokens(benchCase)}`);
        written[name] = result.tokenIds.join();
        samples[name].values.push(valueOf(benchCase, result));
      } catch (error) {
        samples[name].error = messageOf(error);
      }
    }
  }
  return { ...benchCase, sameTokens: written.blaze === written.transformers, samples };
}

/**
 * @param {import('../bench-cases.mjs').BenchCase} benchCase
 * @param {import('./contender.mjs').Written} written
 */
function valueOf({ measure }, { tokenIds, firstTokenMs, decodeMs }) {
  return measure === 'decode' ? (1000 * (tokenIds.length - 1)) / decodeMs : firstTokenMs;
}

/** @param {unknown} error */
function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}
