import { describe, expect, it } from 'vitest';
import { AbortError } from '../../../../src/errors';
import { collectText, TextCollector } from '../../../../src/engines/llm/collect-text';
import type { TextPart } from '../../../../src/engines/llm/text-part';
import { scriptedModel } from '../../../fakes/scripted-text-engine';

const start: TextPart = { type: 'start', model: scriptedModel, promptTokenIds: [1], seed: 9, queueMs: 1, loadMs: 2 };
const text = (sequence: number, value: string, id: number): TextPart => ({
  type: 'text',
  sequence,
  text: value,
  tokenIds: [id],
  randomPosition: 1,
  logprobs: [{ tokenId: id, token: value, logprob: -id, top: [] }],
});
const finish: TextPart = {
  type: 'finish',
  usage: { promptTokens: 1, completionTokens: 3, totalTokens: 4 },
  timings: { queueMs: 1, loadMs: 2, prefillMs: 3, decodeMs: 4, totalMs: 10, tokensPerSecond: 5 },
};

async function* stream(parts: TextPart[]): AsyncGenerator<TextPart> {
  yield* parts;
}

describe('collectText', () => {
  it('folds interleaved sequences into one result', async () => {
    const result = await collectText(
      stream([
        start,
        text(1, 'b', 2),
        text(0, 'a', 1),
        { type: 'recovered', reason: 'crash', attempt: 2 },
        text(0, 'c', 3),
        { type: 'sequence-finish', sequence: 1, finishReason: 'stop_sequence', stopSequence: '.' },
        { type: 'sequence-finish', sequence: 0, finishReason: 'length' },
        finish,
      ]),
      { id: 1 },
    );
    expect(result).toMatchObject({
      text: 'ac',
      tokenIds: [1, 3],
      finishReason: 'length',
      seed: 9,
      metadata: { id: 1 },
    });
    expect(result.sequences[1]).toEqual({
      text: 'b',
      tokenIds: [2],
      finishReason: 'stop_sequence',
      stopSequence: '.',
      logprobs: [{ tokenId: 2, token: 'b', logprob: -2, top: [] }],
    });
    expect(result.sequences[0]?.logprobs).toHaveLength(2);
    expect(result.usage.totalTokens).toBe(4);
  });

  it('keeps a sequence that ended without a token', async () => {
    const end: TextPart = { type: 'sequence-finish', sequence: 0, finishReason: 'stop' };
    expect(await collectText(stream([start, end, finish]))).toMatchObject({
      text: '',
      tokenIds: [],
      finishReason: 'stop',
    });
  });

  it('gives no result of a stream that was left early, but its text so far', () => {
    const collector = new TextCollector();
    collector.push(start);
    collector.push(text(0, 'a', 1));
    expect(collector.partialText).toBe('a');
    expect(() => collector.result()).toThrow(AbortError);
  });
});
