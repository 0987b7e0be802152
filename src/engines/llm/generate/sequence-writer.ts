import type { StopSequenceMatcher } from '../text/stop-sequences';
import type { StreamingDetokenizer } from '../text/streaming-detokenizer';

/** What one more token comes to. */
export interface Written {
  /** Text that is certain now; may be empty. */
  readonly text: string;
  /** The stop sequence that the text has reached. */
  readonly stopSequence?: string;
}

/** Turns token ids into text that is safe to show: whole characters, and nothing that may still become a stop sequence. */
export class SequenceWriter {
  readonly #detokenizer: StreamingDetokenizer;
  readonly #stops: StopSequenceMatcher;
  /** Characters that the consumer has seen before a replay. */
  #seen: number;

  constructor(detokenizer: StreamingDetokenizer, stops: StopSequenceMatcher, seenText = '') {
    this.#detokenizer = detokenizer;
    this.#stops = stops;
    this.#seen = seenText.length;
  }

  push(tokenId: number): Written {
    return this.#unseen(this.#stops.push(this.#detokenizer.push(tokenId)));
  }

  /** What was held back, when no more tokens come. */
  finish(): Written {
    const rest = this.#stops.push(this.#detokenizer.flush());
    if (rest.stopped !== undefined) return this.#unseen(rest);
    return this.#unseen({ text: rest.text + this.#stops.flush() });
  }

  #unseen({ text, stopped }: { text: string; stopped?: string }): Written {
    const skipped = Math.min(this.#seen, text.length);
    this.#seen -= skipped;
    const fresh = text.slice(skipped);
    return stopped === undefined ? { text: fresh } : { text: fresh, stopSequence: stopped };
  }
}
