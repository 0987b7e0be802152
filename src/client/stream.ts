import { InvalidInputError } from '../errors';
import type { TextPart, TextResult } from '../engines/llm/text-part';
import { TextCollector } from '../engines/llm/collect-text';

/**
 * Parts of an answer as they come: iterate it once, with `for await`. Leaving the loop early stops the work silently.
 */
export class Stream<Part> implements AsyncIterable<Part> {
  readonly #parts: AsyncIterator<Part>;
  #taken = false;

  /** @param parts - a generator that has not been started */
  constructor(parts: AsyncIterator<Part>) {
    this.#parts = parts;
  }

  [Symbol.asyncIterator](): AsyncIterator<Part> {
    if (this.#taken)
      throw new InvalidInputError({
        subject: 'stream',
        problems: [{ field: 'iteration', expected: 'one consumer', received: 'a second one' }],
      });
    this.#taken = true;
    return {
      next: () => this.#parts.next(),
      return: async () => {
        await this.#parts.return?.();
        return { done: true, value: undefined };
      },
    };
  }

  /** The parts as lines of JSON in UTF-8, for a `Response` or a pipe. Cancelling it stops the work. */
  toReadableStream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    const encoder = new TextEncoder();
    const parts = this[Symbol.asyncIterator]();
    return new ReadableStream({
      async pull(controller) {
        try {
          const { done, value } = await parts.next();
          if (done) controller.close();
          else controller.enqueue(encoder.encode(`${JSON.stringify(value)}\n`));
        } catch (error) {
          controller.error(error);
        }
      },
      async cancel() {
        await parts.return?.();
      },
    });
  }
}

/** A stream of text, with its sum at the end. */
export class TextStream extends Stream<TextPart> {
  readonly #collector: TextCollector;
  readonly #finished: Promise<void>;

  constructor(parts: AsyncIterator<TextPart>, metadata: Readonly<Record<string, unknown>> = {}) {
    const collector = new TextCollector(metadata);
    let finish = (): void => undefined;
    let fail = (_error: unknown): void => undefined;
    const finished = new Promise<void>((resolve, reject) => {
      finish = resolve;
      fail = reject;
    });
    // Whoever iterates hears of the error there.
    finished.catch(() => undefined);
    super({
      async next() {
        try {
          const result = await parts.next();
          if (result.done) finish();
          else collector.push(result.value);
          return result;
        } catch (error) {
          fail(error);
          throw error;
        }
      },
      async return() {
        await parts.return?.();
        finish();
        return { done: true, value: undefined };
      },
    });
    this.#collector = collector;
    this.#finished = finished;
  }

  /** The whole text of the first sequence, when the stream has ended; reads the stream if nobody does. */
  async finalText(): Promise<string> {
    return (await this.finalResult()).text;
  }

  /**
   * The whole answer, when the stream has ended; reads the stream if nobody does.
   *
   * @throws {AbortError} with the partial text, where the reader left the stream early
   */
  async finalResult(): Promise<TextResult> {
    await this.#drain();
    return this.#collector.result();
  }

  #draining: Promise<void> | undefined;

  async #drain(): Promise<void> {
    this.#draining ??= this.#readToEnd();
    await this.#draining;
    await this.#finished;
  }

  async #readToEnd(): Promise<void> {
    let parts: AsyncIterator<TextPart>;
    try {
      parts = this[Symbol.asyncIterator]();
    } catch {
      // Somebody iterates already: the end comes with them.
      return;
    }
    while (!(await parts.next()).done);
  }
}
