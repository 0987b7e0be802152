import { describe, expect, it } from 'vitest';
import { toCamelCase, toSnakeCase } from '../../../src/config/snake-case';

const domain = {
  maxLength: 5,
  numReturnSequences: 2,
  minP: 0.1,
  repetitionPenalty: 1,
  nested: [{ promptTokens: 1 }],
  metadata: { userId: 1, deep: { keepMe: 2 } },
  params: { camelKey: 1, snake_key: 2 },
  keywordDensity: { someWord: 0.1, other_word: 0.2 },
  headers: { 'X-Request-Id': 'a', acceptLanguage: 'b' },
  logitBias: { 15: 1 },
  templateOptions: { enable_thinking: true, myTools: [] },
  messages: [{ role: 'user', content: '', tool_call_id: 'a' }],
};

const wire = {
  max_length: 5,
  num_return_sequences: 2,
  min_p: 0.1,
  repetition_penalty: 1,
  nested: [{ prompt_tokens: 1 }],
  metadata: { userId: 1, deep: { keepMe: 2 } },
  params: { camelKey: 1, snake_key: 2 },
  keyword_density: { someWord: 0.1, other_word: 0.2 },
  headers: { 'X-Request-Id': 'a', acceptLanguage: 'b' },
  logit_bias: { 15: 1 },
  template_options: { enable_thinking: true, myTools: [] },
  messages: [{ role: 'user', content: '', tool_call_id: 'a' }],
};

describe('the names of wire and domain', () => {
  it('turns into one another and leaves free keys alone', () => {
    expect(toSnakeCase(domain)).toEqual(wire);
    expect(toCamelCase(wire)).toEqual(domain);
  });

  it('leaves names that are no field names alone', () => {
    expect(toSnakeCase({ 'model.onnx': 1, Ärger: 2, URL: 3 })).toEqual({ 'model.onnx': 1, Ärger: 2, URL: 3 });
    expect(toCamelCase({ 'tokenizer_config.json': 1, _private: 2 })).toEqual({
      'tokenizer_config.json': 1,
      _private: 2,
    });
  });

  it('passes objects of the platform through untouched', () => {
    const blob = new Blob(['x']);
    const bytes = new Uint8Array([1]);
    const mapped = toSnakeCase({ fileBlob: blob, rawBytes: bytes, when: null }) as Record<string, unknown>;
    expect(mapped['file_blob']).toBe(blob);
    expect(mapped['raw_bytes']).toBe(bytes);
  });

  it('does not touch a prototype by a key called __proto__', () => {
    const mapped = toCamelCase(JSON.parse('{"__proto__": {"polluted": true}, "a_b": 1}')) as Record<string, unknown>;
    expect(Object.getPrototypeOf(mapped)).toBe(Object.prototype);
    expect(Object.keys(mapped)).toEqual(['__proto__', 'aB']);
  });
});
