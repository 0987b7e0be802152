import { InvalidInputError } from '../../../errors';

/** What may be shown after one more piece of text. */
export interface StopMatch {
  /** Text that is certain not to belong to a stop sequence. */
  text: string;
  /** The stop sequence that was completed: the text before it is all there is. */
  stopped?: string;
}

/**
 * Finds stop sequences in a stream of text and holds back just what could still become one.
 *
 * The sequence that is completed first wins; of those completed by the same character, the longest. So the outcome depends on the text
 * alone, not on how it was cut into pieces.
 */
export class StopSequenceMatcher {
  readonly #stops: readonly string[];
  #held = '';
  #stopped: string | undefined;

  /** @throws {InvalidInputError} where a stop sequence is empty */
  constructor(stopSequences: readonly string[]) {
    const problems = stopSequences.flatMap((stop, index) =>
      stop === '' ? [{ field: `stopSequences[${index}]`, expected: 'a text that is not empty', received: '""' }] : [],
    );
    if (problems.length > 0) throw new InvalidInputError({ subject: 'stopSequences', problems });
    this.#stops = stopSequences;
  }

  /** Takes the next piece; once a stop sequence is found, further pieces give nothing. */
  push(text: string): StopMatch {
    if (this.#stopped !== undefined) return { text: '', stopped: this.#stopped };
    const pending = this.#held + text;
    const match = firstCompleted(pending, this.#stops);
    if (match !== undefined) {
      this.#held = '';
      this.#stopped = match.stop;
      return { text: pending.slice(0, match.start), stopped: match.stop };
    }
    const certain = pending.length - longestOpenSuffix(pending, this.#stops);
    this.#held = pending.slice(certain);
    return { text: pending.slice(0, certain) };
  }

  /** What was held back, when no more text comes. */
  flush(): string {
    const held = this.#held;
    this.#held = '';
    return held;
  }
}

function firstCompleted(text: string, stops: readonly string[]): { start: number; stop: string } | undefined {
  let first: { start: number; stop: string } | undefined;
  for (const stop of stops) {
    const start = text.indexOf(stop);
    if (start < 0) continue;
    const lead = first === undefined ? -1 : start + stop.length - (first.start + first.stop.length);
    if (lead < 0 || (lead === 0 && start < first!.start)) first = { start, stop };
  }
  return first;
}

/** Length of the longest suffix of `text` that is a proper prefix of a stop sequence. */
function longestOpenSuffix(text: string, stops: readonly string[]): number {
  let longest = 0;
  for (const stop of stops) {
    for (let length = Math.min(stop.length - 1, text.length); length > longest; length--)
      if (text.endsWith(stop.slice(0, length))) longest = length;
  }
  return longest;
}
