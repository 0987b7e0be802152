import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../../../../../src/errors';
import { uniform } from '../../../../../src/engines/llm/sampling/philox';
import { StopSequenceMatcher } from '../../../../../src/engines/llm/text/stop-sequences';

/** Pushes pieces until a stop, and gives what was shown. */
function run(stops: string[], pieces: readonly string[]): { text: string; stopped?: string } {
  const matcher = new StopSequenceMatcher(stops);
  let shown = '';
  for (const piece of pieces) {
    const { text, stopped } = matcher.push(piece);
    shown += text;
    if (stopped !== undefined) return { text: shown, stopped };
  }
  return { text: shown + matcher.flush() };
}

describe('stop sequences', () => {
  it('are found inside a piece and across pieces, and are not shown', () => {
    expect(run(['\n\n'], ['one\n\ntwo'])).toEqual({ text: 'one', stopped: '\n\n' });
    expect(run(['</end>'], ['a<', '/e', 'nd', '>b'])).toEqual({ text: 'a', stopped: '</end>' });
  });

  it('hold back just what could still become one', () => {
    const matcher = new StopSequenceMatcher(['stop', '\nUser:']);
    expect(matcher.push('a s')).toEqual({ text: 'a ' });
    expect(matcher.push('to')).toEqual({ text: '' });
    expect(matcher.push('sto')).toEqual({ text: 'sto' });
    expect(matcher.push('ry\n')).toEqual({ text: 'story' });
    expect(matcher.push('Us')).toEqual({ text: '' });
    expect(matcher.flush()).toBe('\nUs');
    expect(matcher.flush()).toBe('');
  });

  it('find a match that starts again inside a failed one', () => {
    expect(run(['aab'], ['a', 'a', 'a', 'b'])).toEqual({ text: 'a', stopped: 'aab' });
  });

  it('let the one that is completed first win, and the longest of those completed together', () => {
    expect(run(['world', 'lo'], ['hello world'])).toEqual({ text: 'hel', stopped: 'lo' });
    expect(run(['abcd', 'bc'], ['abcd'])).toEqual({ text: 'a', stopped: 'bc' });
    expect(run(['c', 'abc', 'bc'], ['xabc'])).toEqual({ text: 'x', stopped: 'abc' });
  });

  it('give nothing more once one is found', () => {
    const matcher = new StopSequenceMatcher(['.']);
    matcher.push('a.');
    expect(matcher.push('more')).toEqual({ text: '', stopped: '.' });
    expect(matcher.flush()).toBe('');
  });

  it('pass everything through when there are none', () => {
    expect(new StopSequenceMatcher([]).push('text')).toEqual({ text: 'text' });
  });

  it('must not be empty', () => {
    expect(() => new StopSequenceMatcher(['a', ''])).toThrow(InvalidInputError);
    expect(() => new StopSequenceMatcher(['a', ''])).toThrow(/stopSequences\[1\]/);
  });

  it('are found at the same place however the text is cut', () => {
    let position = 0;
    const pick = (count: number): number => Math.floor(uniform(3, position++) * count);
    const word = (length: number): string => Array.from({ length }, () => 'abc'[pick(3)]).join('');
    for (let round = 0; round < 500; round++) {
      const stops = Array.from({ length: 1 + pick(3) }, () => word(1 + pick(4)));
      const text = word(30);
      const pieces: string[] = [];
      for (let at = 0; at < text.length;) {
        const length = 1 + pick(5);
        pieces.push(text.slice(at, at + length));
        at += length;
      }
      const whole = run(stops, [text]);
      expect(run(stops, pieces)).toEqual(whole);
      expect(run(stops, [...text])).toEqual(whole);
      expect(whole.stopped === undefined).toBe(!stops.some((stop) => text.includes(stop)));
    }
  });
});
