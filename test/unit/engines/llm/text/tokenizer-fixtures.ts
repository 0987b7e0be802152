import { readdirSync, readFileSync } from 'node:fs';
import {
  createTextTokenizer,
  type TextTokenizer,
  type TokenizerFiles,
} from '../../../../../src/engines/llm/text/tokenizer';
import type { JsonObject } from '../../../../../src/models/text-model-files';

const models = new URL('../../../../fixtures/models/', import.meta.url);

/** Reads a JSON file of a model among the fixtures. */
export function readModelJson(path: string): JsonObject {
  return JSON.parse(readFileSync(new URL(path, models), 'utf8')) as JsonObject;
}

export interface GoldenCase {
  prompt: string;
  input_ids: number[];
  greedy_ids: number[];
  text: string;
}

/** What transformers made of the model's prompts. */
export function goldenCases(model: string): GoldenCase[] {
  return readModelJson(`${model}/golden.json`)['cases'] as GoldenCase[];
}

export const zooModels = readdirSync(new URL('tiny-zoo/', models), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => `tiny-zoo/${name}`);

/** Files of a tokenizer, as the model loader hands them on; `changes` replaces some. */
export function tokenizerFiles(model: string, changes: Partial<TokenizerFiles> = {}): TokenizerFiles {
  return {
    name: model,
    tokenizer: readModelJson(`${model}/tokenizer.json`),
    tokenizerConfig: readModelJson(`${model}/tokenizer_config.json`),
    ...changes,
  };
}

/** The tokenizer of a model among the fixtures. */
export function tokenizerOf(model: string, changes: Partial<TokenizerFiles> = {}): TextTokenizer {
  return createTextTokenizer(tokenizerFiles(model, changes));
}

/** A SentencePiece tokenizer whose decoder is Metaspace, as files of the Unigram family have it: its first piece loses its space. */
export function metaspaceTokenizer(): TextTokenizer {
  const tokenizer = readModelJson('stories260K/tokenizer.json');
  const decoder = { type: 'Metaspace', replacement: '▁', prepend_scheme: 'always' };
  return tokenizerOf('stories260K', { tokenizer: { ...tokenizer, decoder } });
}
