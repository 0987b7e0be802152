import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../../../src/errors';
import { integer, number, oneOf } from '../../../src/validation/fields';
import { validateInput } from '../../../src/validation/validate-input';
import { strictObject, z } from '../../../src/validation/zod';

const schema = strictObject({
  topP: number({ above: 0, maximum: 1 }).optional(),
  seed: integer({ minimum: 0 }).optional(),
  mode: oneOf('error', 'start').optional(),
  messages: z.array(strictObject({ role: z.string() })).optional(),
  bias: z.record(z.string().regex(/^\d+$/, { error: 'token ids as keys' }), z.number()).optional(),
  token: z.string().optional(),
  tags: z.array(z.string()).min(1).optional(),
});

function problemsOf(input: unknown) {
  try {
    validateInput(schema, input, 'call');
  } catch (error) {
    if (error instanceof InvalidInputError) return error.details.problems;
    throw error;
  }
  return [];
}

describe('validateInput', () => {
  it('gives the parsed value of a right input', () => {
    expect(validateInput(schema, { topP: 1, mode: 'start' }, 'call')).toEqual({ topP: 1, mode: 'start' });
  });

  it.each([
    [{ topP: 0 }, 'topP', 'a number above 0 and at most 1', '0'],
    [{ topP: Number.NaN }, 'topP', 'a number above 0 and at most 1', 'NaN'],
    [{ topP: '0.5' }, 'topP', 'a number above 0 and at most 1', '"0.5"'],
    [{ topP: Infinity }, 'topP', 'a number above 0 and at most 1', 'Infinity'],
    [{ topP: null }, 'topP', 'a number above 0 and at most 1', 'null'],
    [{ seed: 1.5 }, 'seed', 'an integer of at least 0', '1.5'],
    [{ seed: 2 ** 53 }, 'seed', 'an integer of at least 0', '9007199254740992'],
    [{ mode: 'end' }, 'mode', "one of 'error', 'start'", '"end"'],
    [{ messages: {} }, 'messages', 'an array', 'an empty object'],
    [{ messages: [{ role: 'user' }, { role: 1 }] }, 'messages[1].role', 'a string', '1'],
    [{ messages: [{}] }, 'messages[0].role', 'a string', 'nothing'],
    [{ bias: { 'x y': 1 } }, 'bias["x y"]', 'token ids as keys', '"x y"'],
    [{ tags: [] }, 'tags', 'at least 1 entry', 'an empty array'],
    ['text', '', 'an object', '"text"'],
    [undefined, '', 'an object', 'nothing'],
  ])('says of %j which field is wrong, what was expected and what came', (input, field, expected, received) => {
    expect(problemsOf(input)).toEqual([{ field, expected, received }]);
  });

  it('names the nearest option of an unknown one, at the depth where it stands', () => {
    expect(problemsOf({ top_p: 1, messages: [{ role: 'user', rule: 1 }] })).toEqual([
      { field: 'messages[0].rule', expected: 'a known option; did you mean role?', received: 'an unknown one' },
      { field: 'top_p', expected: 'a known option; did you mean topP?', received: 'an unknown one' },
    ]);
  });

  it('lists the options where none is near', () => {
    const [problem] = problemsOf({ messages: [{ role: 'user', zzzzzz: 1 }] });
    expect(problem).toMatchObject({ field: 'messages[0].zzzzzz', expected: 'a known option (role)' });
  });

  it('finds every problem at once', () => {
    expect(problemsOf({ topP: 2, seed: -1, mod: 'start' }).map(({ field }) => field)).toEqual(['topP', 'seed', 'mod']);
  });

  it('does not quote the value of a secret', () => {
    const secret = strictObject({ token: z.string().min(99) });
    expect(() => validateInput(secret, { token: 'hf_secret' }, 'call')).toThrow(
      'call: token: expected at least 99 characters, received a string',
    );
  });

  it('shortens a long value', () => {
    const [problem] = problemsOf({ mode: 'x'.repeat(500) });
    expect(problem?.received.length).toBeLessThan(70);
  });
});
