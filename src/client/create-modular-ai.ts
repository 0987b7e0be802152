import type { CoreConfig } from '../config/core-config';
import { ModularAI } from './modular-ai';

/**
 * Makes an instance with a worker of its own, which starts at the first call.
 *
 * @param config - an object, YAML text, or the address of a YAML file; checked in the worker, so a wrong config rejects the first call
 * @example
 * import { createModularAI } from 'blaze-ai';
 * import { storyWriter } from 'blaze-ai/embedded';
 *
 * const ai = createModularAI({ models: { text: storyWriter } });
 * const { text } = await ai.generateText('Once upon a time');
 */
export function createModularAI(config?: CoreConfig | string): ModularAI {
  return new ModularAI(config);
}
