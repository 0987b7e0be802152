import { Stopwatch } from './contender.mjs';

/**
 * The built package, through its public interface.
 *
 * @param {number} threads
 * @returns {Promise<import('./contender.mjs').Contender & { countTokens(text: string): Promise<number> }>}
 */
export async function createBlazeContender(threads) {
  const address = new URL('/dist/index.js', location.href).href;
  const { createModularAI } = /** @type {typeof import('blaze-ai')} */ (await import(address));
  const ai = createModularAI({ model: { device: 'wasm' }, browser: { threads, modelCache: false } });
  /** @type {import('blaze-ai').UrlModel | undefined} */
  let model;

  return {
    async load({ parent, folder, dtype }) {
      model = { kind: 'url', url: `${parent}/${folder}/`, dtype, device: 'wasm' };
      await ai.loadModel(model);
    },

    countTokens: (text) => ai.countTokens(text, { model }),

    async write(prompt, newTokens) {
      const stopwatch = new Stopwatch();
      let promptTokens = 0;
      const stream = ai.streamText(prompt, { model, maxLength: newTokens, minLength: newTokens, temperature: 0 });
      for await (const part of stream) {
        if (part.type === 'start') promptTokens = part.promptTokenIds.length;
        else if (part.type === 'text') stopwatch.arrived(part.tokenIds);
      }
      return stopwatch.finish(promptTokens, newTokens);
    },

    dispose: () => ai.shutdown(),
  };
}
