import type { TextTokenizer } from './tokenizer';

export interface StreamingDetokenizerOptions {
  /** What stands before the generated ids: it decides whether the first word keeps its space. @default none */
  readonly promptTokenIds?: readonly number[];
  /** Shows nothing for tokens such as BOS and EOS. @default true */
  readonly skipSpecialTokens?: boolean;
}

/** What decoders show for bytes that are no character, or not yet. */
const replacement = '\uFFFD';
/** Tokens of the prompt that are decoded together with the first generated ones. */
const contextTokens = 8;
/** Tokens without a settled text after which a new start is looked for. */
const patienceTokens = 8;
/** A character has four bytes at most and a token at least one, so bytes that wait for more are among the last three tokens. */
const longestWait = 3;

/**
 * Token ids in, text out, as soon as it is certain: whole characters only, never taken back.
 *
 * The pieces add up to `decode(prompt + generated)` without `decode(prompt)`. Each step decodes a window of a few tokens: those of the
 * step before, as context, and the new ones. Text that ends in U+FFFD may be an unfinished character and waits.
 */
export class StreamingDetokenizer {
  readonly #tokenizer: TextTokenizer;
  readonly #skipSpecialTokens: boolean;
  /** Context, then tokens whose text is not settled. */
  #window: number[];
  /** How many tokens of the window are context. */
  #contextLength: number;
  /** Characters of the window's text that are out already. */
  #emitted: number;

  constructor(
    tokenizer: TextTokenizer,
    { promptTokenIds = [], skipSpecialTokens = true }: StreamingDetokenizerOptions = {},
  ) {
    this.#tokenizer = tokenizer;
    this.#skipSpecialTokens = skipSpecialTokens;
    this.#window = [];
    for (let index = promptTokenIds.length - 1; index >= 0 && this.#window.length < contextTokens; index--) {
      const id = promptTokenIds[index]!;
      if (this.#isShown(id)) this.#window.unshift(id);
    }
    this.#contextLength = this.#window.length;
    this.#emitted = this.#decode(this.#window).length;
  }

  /**
   * Takes the next id.
   *
   * @returns the text that has become certain; often empty inside a character
   */
  push(tokenId: number): string {
    if (!this.#isShown(tokenId)) return '';
    this.#window.push(tokenId);
    const text = this.#decode(this.#window);
    if (!text.endsWith(replacement)) {
      const piece = text.slice(this.#emitted);
      if (piece !== '') this.#moveTo(this.#contextLength);
      return piece;
    }
    // Only the last U+FFFD can still become something else: what is before it was broken for good.
    const piece = text.slice(this.#emitted, -1);
    this.#emitted += piece.length;
    if (this.#window.length - this.#contextLength > patienceTokens) this.#skipBrokenBytes(text);
    return piece;
  }

  /** What is left when no more ids come; bytes that stayed without their character show as U+FFFD. */
  flush(): string {
    const piece = this.#decode(this.#window).slice(this.#emitted);
    this.#moveTo(this.#window.length);
    return piece;
  }

  #isShown(id: number): boolean {
    if (!this.#tokenizer.hasText(id)) return false;
    return !(this.#skipSpecialTokens && this.#tokenizer.specialTokenIds.has(id));
  }

  #decode(ids: readonly number[]): string {
    return this.#tokenizer.decode(ids, { skipSpecialTokens: false });
  }

  /** Drops `count` tokens of the window; all that stay are context. */
  #moveTo(count: number): void {
    this.#window = this.#window.slice(count);
    this.#contextLength = this.#window.length;
    this.#emitted = this.#decode(this.#window).length;
  }

  /**
   * Bounds the window in a run of broken bytes: looks for a token near its end at which the text falls apart into the same two pieces.
   * There no character is open.
   */
  #skipBrokenBytes(text: string): void {
    const last = this.#window.length - 2;
    for (let split = last; split > 0 && split >= last - longestWait; split--) {
      const head = this.#decode(this.#window.slice(0, split));
      const tail = this.#decode(this.#window.slice(split));
      // A tail of one U+FFFD alone would not show whether the character is open before it or in it.
      if (tail.length < 2 || head + tail !== text) continue;
      this.#window = this.#window.slice(split);
      this.#contextLength = 0;
      this.#emitted = Math.max(0, this.#emitted - head.length);
      return;
    }
  }
}
