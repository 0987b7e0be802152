/** What is certain after one more piece of text. */
export interface StopMatch {
  /** Text that can no longer become part of a stop sequence. */
  readonly text: string;
  /** The stop sequence that was found; what follows it is dropped. */
  readonly stopped?: string;
}

/**
 * Looks for stop sequences in a text that comes in pieces.
 *
 * Holds back just what could still become one: the longest end of the text that some stop sequence begins with. The sequence that starts
 * first wins; of two that start at one place, the shorter.
 */
export class StopSequenceMatcher {
  readonly #stops: readonly string[];
  #held = '';

  constructor(stops: readonly string[]) {
    this.#stops = stops.filter((stop) => stop !== '');
  }

  push(piece: string): StopMatch {
    const text = this.#held + piece;
    let start = -1;
    let stopped: string | undefined;
    for (const stop of this.#stops) {
      const at = text.indexOf(stop);
      if (at === -1) continue;
      if (stopped === undefined || at < start || (at === start && stop.length < stopped.length)) {
        start = at;
        stopped = stop;
      }
    }
    if (stopped !== undefined) {
      this.#held = '';
      return { text: text.slice(0, start), stopped };
    }
    const heldLength = Math.max(0, ...this.#stops.map((stop) => overlap(text, stop)));
    this.#held = text.slice(text.length - heldLength);
    return { text: text.slice(0, text.length - heldLength) };
  }

  /** What was held back, when no more text comes. */
  flush(): string {
    const held = this.#held;
    this.#held = '';
    return held;
  }
}

/** Length of the longest end of `text` that is a beginning, but not the whole, of `stop`. */
function overlap(text: string, stop: string): number {
  for (let length = Math.min(text.length, stop.length - 1); length > 0; length--)
    if (text.endsWith(stop.slice(0, length))) return length;
  return 0;
}
