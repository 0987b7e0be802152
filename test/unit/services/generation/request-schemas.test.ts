import { describe, expect, it } from 'vitest';
import { chatRequestSchema } from '../../../../src/services/generation/chat-request-schema';
import { textRequestSchema } from '../../../../src/services/generation/text-request-schema';
import { check } from '../../../../src/validation/problems';

const valueOf = (input: object) => {
  const checked = check(textRequestSchema, { prompt: 'p', ...input });
  return 'value' in checked ? checked.value : undefined;
};
const fieldsOf = (input: object) => {
  const checked = check(textRequestSchema, { prompt: 'p', ...input });
  return 'problems' in checked ? checked.problems.map(({ field }) => field) : [];
};

describe('textRequestSchema', () => {
  it("fills in the server's defaults", () => {
    expect(valueOf({})).toEqual({
      prompt: 'p',
      maxLength: 100,
      minLength: 0,
      temperature: 0.7,
      doSample: true,
      topP: 0.9,
      topK: 0,
      minP: 0,
      typicalP: 1,
      repetitionPenalty: 1,
      presencePenalty: 0,
      frequencyPenalty: 0,
      noRepeatNgramSize: 0,
      forcedEos: false,
      stopSequences: [],
      numReturnSequences: 1,
      logprobs: false,
      topLogprobs: 0,
      truncate: 'error',
      metadata: {},
    });
  });

  it("knows no limit of characters: that is the route's", () => {
    expect(fieldsOf({ prompt: 'x'.repeat(20_000) })).toEqual([]);
  });

  it.each([
    { prompt: '' },
    { maxLength: 100_000 },
    { temperature: 0 },
    { topP: 1 },
    { typicalP: 1 },
    { minP: 0 },
    { minP: 1 },
    { repetitionPenalty: 0.01 },
    { presencePenalty: -2 },
    { frequencyPenalty: 2 },
    { logitBias: { 0: -100, 12: 100 } },
    { badWords: ['word', [1, 2]] },
    { stopSequences: ['\n'] },
    { seed: 0 },
    { seed: 2 ** 53 - 1 },
    { numReturnSequences: 10 },
    { topLogprobs: 20 },
    { truncate: 'start' },
    { timeoutMs: 0.5 },
    { metadata: { any: { thing: [1] } } },
    { model: 'owner/name@main' },
    { seed: undefined, topP: undefined },
  ])('accepts %j', (input) => {
    expect(fieldsOf(input)).toEqual([]);
  });

  it.each([
    ['prompt', { prompt: null }],
    ['maxLength', { maxLength: 0 }],
    ['maxLength', { maxLength: 1.5 }],
    ['maxLength', { maxLength: '5' }],
    ['maxLength', { maxLength: Infinity }],
    ['minLength', { minLength: 0.5 }],
    ['temperature', { temperature: null }],
    ['temperature', { temperature: '1' }],
    ['topP', { topP: -0.1 }],
    ['topP', { topP: Number.NaN }],
    ['topK', { topK: 2.5 }],
    ['topK', { topK: Infinity }],
    ['minP', { minP: -0.1 }],
    ['minP', { minP: Number.NaN }],
    ['typicalP', { typicalP: 1.1 }],
    ['typicalP', { typicalP: Number.NaN }],
    ['repetitionPenalty', { repetitionPenalty: -1 }],
    ['repetitionPenalty', { repetitionPenalty: Infinity }],
    ['presencePenalty', { presencePenalty: -2.1 }],
    ['presencePenalty', { presencePenalty: Number.NaN }],
    ['frequencyPenalty', { frequencyPenalty: 2.1 }],
    ['noRepeatNgramSize', { noRepeatNgramSize: -1 }],
    ['logitBias', { logitBias: [1] }],
    ['logitBias[101]', { logitBias: { 101: -100.5 } }],
    ['logitBias[101]', { logitBias: { 101: Number.NaN } }],
    ['logitBias["-1"]', { logitBias: { '-1': 1 } }],
    ['badWords[0][0]', { badWords: [[1.5]] }],
    ['badWords', { badWords: 'word' }],
    ['stopSequences[1]', { stopSequences: ['a', 1] }],
    ['seed', { seed: '1' }],
    ['seed', { seed: Number.NaN }],
    ['numReturnSequences', { numReturnSequences: 1.5 }],
    ['logprobs', { logprobs: 5 }],
    ['topLogprobs', { topLogprobs: -1 }],
    ['topLogprobs', { topLogprobs: 1.5 }],
    ['truncate', { truncate: true }],
    ['timeoutMs', { timeoutMs: -1 }],
    ['timeoutMs', { timeoutMs: Infinity }],
    ['metadata', { metadata: 'text' }],
    ['model', { model: '' }],
    ['model.kind', { model: { kind: 'disk' } }],
    ['minLength', { minLength: -1 }],
    ['temperature', { temperature: -0.1 }],
    ['temperature', { temperature: Number.NaN }],
    ['temperature', { temperature: Infinity }],
    ['doSample', { doSample: 1 }],
    ['topP', { topP: 0 }],
    ['topP', { topP: 1.01 }],
    ['topK', { topK: -1 }],
    ['minP', { minP: 1.1 }],
    ['typicalP', { typicalP: 0 }],
    ['repetitionPenalty', { repetitionPenalty: 0 }],
    ['presencePenalty', { presencePenalty: 2.1 }],
    ['frequencyPenalty', { frequencyPenalty: -2.1 }],
    ['noRepeatNgramSize', { noRepeatNgramSize: 0.5 }],
    ['logitBias[101]', { logitBias: { 101: 101 } }],
    ['logitBias.x', { logitBias: { x: 1 } }],
    ['logitBias[01]', { logitBias: { '01': 1 } }],
    ['badWords[1]', { badWords: ['a', ''] }],
    ['badWords[0]', { badWords: [[]] }],
    ['badWords[0][0]', { badWords: [[-1]] }],
    ['forcedEos', { forcedEos: 'yes' }],
    ['stopSequences[0]', { stopSequences: [''] }],
    ['stopSequences', { stopSequences: '\n' }],
    ['seed', { seed: -1 }],
    ['seed', { seed: 2 ** 53 }],
    ['seed', { seed: 0.5 }],
    ['seed', { seed: 1n }],
    ['numReturnSequences', { numReturnSequences: 0 }],
    ['numReturnSequences', { numReturnSequences: 11 }],
    ['topLogprobs', { topLogprobs: 21 }],
    ['truncate', { truncate: 'end' }],
    ['timeoutMs', { timeoutMs: 0 }],
    ['timeoutMs', { timeoutMs: 2 ** 31 }],
    ['metadata', { metadata: [] }],
    ['model', { model: 3 }],
    ['max_length', { max_length: 5 }],
    ['messages', { messages: [] }],
  ])('refuses a wrong %s and names it: %o', (field, input) => {
    expect(fieldsOf(input)).toEqual([field]);
  });
});

describe('the names of options', () => {
  const expectedOf = (input: object) => {
    const checked = check(textRequestSchema, { prompt: 'p', ...input });
    return 'problems' in checked ? checked.problems.map(({ expected }) => expected) : [];
  };

  it.each([
    ['max_length', 'maxLength'],
    ['tempratur', 'temperature'],
    ['stopSequence', 'stopSequences'],
    ['top_p', 'topP'],
    ['sede', 'seed'],
  ])('names the nearest known one of %s', (unknown, nearest) => {
    expect(expectedOf({ [unknown]: 1 })).toEqual([`a known option; did you mean ${nearest}?`]);
  });

  it('lists the known ones where none is near', () => {
    const [expected] = expectedOf({ wholeOtherThing: 1 });
    expect(expected).toMatch(/^a known option \(prompt, model, maxLength, .*metadata\)$/);
  });

  it('names every problem of a request at once', () => {
    expect(fieldsOf({ topK: -1, seed: 'x', stop: [] })).toEqual(['topK', 'seed', 'stop']);
  });
});

describe('chatRequestSchema', () => {
  const fields = (input: object) => {
    const checked = check(chatRequestSchema, input);
    return 'problems' in checked ? checked.problems.map(({ field }) => field) : [];
  };

  it('lets further keys of messages and template options through', () => {
    const messages = [{ role: 'tool', content: '', tool_call_id: 'a' }];
    const templateOptions = { enable_thinking: false, tools: [{ name: 'f' }] };
    const checked = check(chatRequestSchema, { messages, templateOptions });
    expect(checked).toMatchObject({ value: { messages, templateOptions, maxLength: 100 } });
  });

  it.each([
    ['messages', {}],
    ['messages', { messages: [] }],
    ['messages[0].role', { messages: [{ role: '', content: '' }] }],
    ['messages[1].content', { messages: [{ role: 'user', content: 'a' }, { role: 'user' }] }],
    ['templateOptions', { messages: [{ role: 'user', content: 'a' }], templateOptions: 1 }],
    ['prompt', { messages: [{ role: 'user', content: 'a' }], prompt: 'a' }],
  ])('refuses a wrong %s', (field, input) => {
    expect(fields(input)).toEqual([field]);
  });
});
