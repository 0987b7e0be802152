import { Stopwatch } from './contender.mjs';

/**
 * transformers.js's `generate()` in a worker of its own.
 *
 * @returns {import('./contender.mjs').Contender}
 */
export function createTransformersContender() {
  const worker = new Worker(new URL('./transformers-worker.mjs', import.meta.url), { type: 'module' });

  /**
   * @param {unknown} request
   * @param {(tokenIds: readonly number[]) => void} [onTokens]
   * @returns {Promise<number>} the prompt's tokens
   */
  const call = (request, onTokens) =>
    new Promise((resolve, reject) => {
      worker.onerror = (event) => reject(new Error(event.message || 'The worker did not start.'));
      worker.onmessage = ({ data }) => {
        if (data.type === 'tokens') onTokens?.(data.tokenIds);
        else if (data.type === 'error') reject(new Error(data.message));
        else resolve(data.promptTokens);
      };
      worker.postMessage(request);
    });

  return {
    async load(model) {
      await call({ type: 'load', model });
    },

    async write(prompt, newTokens) {
      const stopwatch = new Stopwatch();
      const promptTokens = await call({ type: 'write', prompt, newTokens }, (ids) => stopwatch.arrived(ids));
      return stopwatch.finish(promptTokens, newTokens);
    },

    async dispose() {
      worker.terminate();
    },
  };
}
