import { AbortError, deserializeError, InternalError } from '../errors';
import type { ConsumerFrame, ProducerFrame } from './part-frames';
import type { Port } from './port';

/** Parts that may be on their way before the consumer asks for more. */
const window = 32;

/** The consumer's end of a stream of parts. */
export interface PartReceiver<Part> extends AsyncIterableIterator<Part, undefined, undefined> {
  /** Tells the producer to stop and drops what has come; what is waited for ends with `error`, or silently. */
  cancel(error?: Error): void;
  /** Ends the stream with an error that did not come from the producer: its worker died. */
  fail(error: Error): void;
}

interface Waiter<Part> {
  resolve(result: IteratorResult<Part, undefined>): void;
  reject(error: Error): void;
}

function reasonOf(error: Error | undefined): string | undefined {
  return error instanceof AbortError ? error.details.reason : error?.message;
}

class PortReceiver<Part> implements PartReceiver<Part> {
  readonly #port: Port;
  readonly #ready: Part[] = [];
  readonly #waiting: Waiter<Part>[] = [];
  /** Parts that were taken since the last grant. */
  #taken = 0;
  #ended = false;
  /** Told once, after the parts that came before it. */
  #failure: Error | undefined;

  constructor(port: Port) {
    this.#port = port;
    port.onmessage = ({ data }: MessageEvent<ProducerFrame<Part>>) => this.#hear(data);
    port.onmessageerror = () => this.cancel(new InternalError({ reason: 'a part of a stream could not be read' }));
    this.#post({ type: 'pull', count: window });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<Part, undefined>> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#settle();
    });
  }

  async return(): Promise<IteratorResult<Part, undefined>> {
    this.cancel();
    return { done: true, value: undefined };
  }

  cancel(error?: Error): void {
    if (this.#ended) return;
    this.#ready.length = 0;
    const reason = reasonOf(error);
    this.#post({ type: 'cancel', ...(reason !== undefined && { reason }) });
    this.#end(error);
  }

  fail(error: Error): void {
    this.#end(error);
  }

  #hear(frame: ProducerFrame<Part>): void {
    if (this.#ended) return;
    if (frame.type === 'parts') {
      this.#ready.push(...frame.parts);
      this.#settle();
    } else {
      this.#end(frame.type === 'error' ? deserializeError(frame.error) : undefined);
    }
  }

  #settle(): void {
    while (this.#waiting.length > 0 && (this.#ready.length > 0 || this.#ended)) {
      const { resolve, reject } = this.#waiting.shift() as Waiter<Part>;
      if (this.#ready.length > 0) {
        resolve({ done: false, value: this.#take() });
      } else if (this.#failure !== undefined) {
        reject(this.#failure);
        this.#failure = undefined;
      } else {
        resolve({ done: true, value: undefined });
      }
    }
  }

  #take(): Part {
    this.#taken += 1;
    if (this.#taken === window / 2) {
      this.#post({ type: 'pull', count: this.#taken });
      this.#taken = 0;
    }
    return this.#ready.shift() as Part;
  }

  #post(frame: ConsumerFrame): void {
    if (!this.#ended) this.#port.postMessage(frame);
  }

  #end(error: Error | undefined): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#failure = error;
    this.#port.close();
    this.#settle();
  }
}

/** Receives what {@link sendParts} sends at the other end of the channel. */
export function receiveParts<Part>(port: Port): PartReceiver<Part> {
  return new PortReceiver(port);
}
