import type { TextTokenizer } from './tokenizer';

export interface DetokenizerOptions {
  /** Tokens before the first one that is pushed: they decide whether its leading space counts. */
  readonly promptTokenIds?: readonly number[];
}

/** Stands at the end of a decoded text whose last bytes are no whole character yet. */
const replacement = '\uFFFD';
/** Tokens of the prompt that are decoded with the first new ones. */
const promptWindow = 8;

/**
 * Turns token ids into text as they come.
 *
 * The pieces add up to `decode(prompt + tokens)` without `decode(prompt)`, and what was given is never changed: of bytes that are not a
 * whole character yet only the one replacement character that stands for them is held back. Each push decodes a few tokens, not the whole
 * text: a window that starts at a place where all text had been given.
 */
export class StreamingDetokenizer {
  readonly #tokenizer: Pick<TextTokenizer, 'decode'>;
  /** Ids that are decoded together; all before them are done with. */
  #window: number[];
  /** Ids of the window behind the last place where all text had been given. */
  #clean: number;
  /** Characters of the window's text that have been given. */
  #given: number;

  constructor(tokenizer: Pick<TextTokenizer, 'decode'>, { promptTokenIds = [] }: DetokenizerOptions = {}) {
    this.#tokenizer = tokenizer;
    this.#window = visibleEnd(tokenizer, promptTokenIds);
    this.#clean = this.#window.length;
    this.#given = tokenizer.decode(this.#window).length;
  }

  /** @returns the text that is certain now; may be empty */
  push(tokenId: number): string {
    this.#window.push(tokenId);
    const text = this.#tokenizer.decode(this.#window);
    const certain = text.endsWith(replacement) ? text.length - 1 : text.length;
    if (certain < this.#given) return '';
    const piece = text.slice(this.#given, certain);
    this.#given = certain;
    if (certain === text.length) this.#slide();
    return piece;
  }

  /** What is left when no more tokens come: broken bytes as replacement characters. */
  flush(): string {
    const piece = this.#tokenizer.decode(this.#window).slice(this.#given);
    this.#given += piece.length;
    return piece;
  }

  /** Lets go of all tokens before the last clean place, if those after it show a text of their own to go on from. */
  #slide(): void {
    const tail = this.#window.slice(this.#clean);
    const tailText = this.#tokenizer.decode(tail);
    if (tailText.trim() !== '' && !tailText.startsWith(replacement)) {
      this.#window = tail;
      this.#given = tailText.length;
    }
    this.#clean = this.#window.length;
  }
}

/** The shortest end of the prompt that shows text and starts with a whole character. */
function visibleEnd(tokenizer: Pick<TextTokenizer, 'decode'>, promptTokenIds: readonly number[]): number[] {
  for (let length = promptWindow; length < promptTokenIds.length; length *= 2) {
    const end = promptTokenIds.slice(-length);
    const text = tokenizer.decode(end);
    if (text.trim() !== '' && !text.startsWith(replacement)) return end;
  }
  return [...promptTokenIds];
}
