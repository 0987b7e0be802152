import { describe, expect, it } from 'vitest';
import { buildProcessors } from '../../../../../src/engines/llm/sampling/build-processors';
import type { SamplingOptions } from '../../../../../src/engines/llm/sampling/sampling-options';

const facts = { eosTokenIds: [2], badWordIds: [], maxTokens: 10 };
const off: SamplingOptions = { temperature: 1, topP: 1 };

describe('each option is enough to switch its processor on', () => {
  it.each<SamplingOptions>([
    { temperature: 0.5 },
    { topK: 1 },
    { topP: 0.5 },
    { minP: 0.5 },
    { typicalP: 0.5 },
    { repetitionPenalty: 2 },
    { presencePenalty: 1 },
    { frequencyPenalty: 1 },
    { noRepeatNgramSize: 1 },
    { logitBias: { 1: 5 } },
    { minLength: 4 },
    { forcedEos: true },
  ])('%o', (option) => {
    const processors = buildProcessors({ ...off, ...option }, { ...facts, maxTokens: option.forcedEos ? 3 : 10 });
    expect(processors).toHaveLength(1);
    const scores = new Float32Array([0.5, 1, 2, 3]);
    processors[0]!(scores, { tokenIds: [0, 1, 3], promptLength: 1 });
    expect([...scores]).not.toEqual([0.5, 1, 2, 3]);
  });
});
