import { describe, expect, it } from 'vitest';
import { stateOutput } from '../../../../src/engines/llm/decoder/pair-state';

const pair = (input: string, output: string, inputs = {}, outputs = {}) =>
  stateOutput(input, new Set(['logits', output]), inputs, outputs);

describe('the output that gives back a state', () => {
  it.each([
    ['past_key_values.0.key', 'present.0.key'],
    ['past_key_values.3.value', 'present_key_values.3.value'],
    ['past.2.conv', 'present.2.conv'],
    ['past_conv.1', 'present_conv.1'],
    ['past_recurrent.7', 'present_recurrent.7'],
    ['past_0_key', 'present_0_key'],
  ])('of %s is %s', (input, output) => {
    expect(pair(input, output)).toBe(output);
  });

  it('is found by the patterns of genai_config.json where the names have nothing in common', () => {
    const inputs = { input_ids: 'input_ids', past_key_names: 'k_%d_in' };
    const outputs = { present_key_names: 'kout_%d' };
    expect(pair('k_12_in', 'kout_12', inputs, outputs)).toBe('kout_12');
  });

  it('is undefined for what is no state', () => {
    expect(pair('attention_mask', 'present.0.key')).toBeUndefined();
  });
});
