import type { ModularAI } from '../../src/client/modular-ai';
import type { CoreConfig } from '../../src/config/core-config';
import type { LanguageModel } from '../../src/engines/llm/model/language-model';
import { loadLanguageModel } from '../../src/engines/llm/model/load-language-model';
import { createSourceFactory } from '../../src/models/create-source';
import type { EmbeddedModel, ModelChoices, UrlModel } from '../../src/models/model-reference';
import type { Device } from '../../src/runtime/session';
import type { Runtime } from '../../src/runtime/runtime';

/** The built package, as a page imports it. */
export interface BuiltPackage {
  createModularAI(config?: CoreConfig | string): ModularAI;
}

/** Loads the package that `npm run build` has made. */
export async function builtPackage(): Promise<BuiltPackage> {
  return import(/* @vite-ignore */ new URL('/dist/index.js', location.href).href) as Promise<BuiltPackage>;
}

/** The embedded story writer of the built package. */
export async function builtStoryWriter(): Promise<EmbeddedModel> {
  const url = new URL('/dist/embedded.js', location.href).href;
  const { storyWriter } = (await import(/* @vite-ignore */ url)) as { storyWriter: EmbeddedModel };
  return storyWriter;
}

/** A folder of the fixtures as a model by address. */
export function fixtureModel(folder: string, choices: ModelChoices = {}): UrlModel {
  return { kind: 'url', url: new URL(`/test/fixtures/models/${folder}/`, location.href).href, ...choices };
}

/** A file of the fixtures as JSON. */
export async function fixtureJson<T>(path: string): Promise<T> {
  const response = await fetch(`/test/fixtures/models/${path}`);
  return (await response.json()) as T;
}

/** Loads a model of the fixtures on this thread. */
export async function loadFixture(
  runtime: Runtime,
  folder: string,
  device: Device,
  choices: ModelChoices = {},
): Promise<LanguageModel> {
  const createSource = createSourceFactory();
  return loadLanguageModel(
    await createSource(fixtureModel(folder)),
    choices,
    { runtime, createSource, defaults: { device, dtype: 'auto' } },
    { signal: new AbortController().signal },
  );
}
