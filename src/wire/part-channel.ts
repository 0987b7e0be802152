import { AbortError, deserializeError, serializeError, type SerializedError } from '../errors';

/** Frames from the consumer of a stream to its producer. */
type ConsumerFrame =
  | { readonly type: 'pull'; readonly count: number }
  /** The consumer wants no more; a reason makes it an abort. */
  | { readonly type: 'cancel'; readonly reason?: string };

/** Frames from the producer of a stream to its consumer. */
type ProducerFrame<Part> =
  | { readonly type: 'part'; readonly part: Part }
  | { readonly type: 'end' }
  | { readonly type: 'error'; readonly error: SerializedError };

/** Parts that may be on their way before the consumer asks for more. */
const window = 32;

/** The ends of a `MessageChannel`, in a browser or in Node. */
export type Port = Pick<MessagePort, 'postMessage' | 'close'> & {
  onmessage: ((event: MessageEvent) => void) | null;
};

/**
 * Produces parts into a port, never more than the consumer asked for.
 *
 * A stream over a port instead of a transferred `ReadableStream`: Safari cannot transfer one.
 *
 * @param produce - gets a signal that fires when the consumer cancels
 * @param transfer - objects of a part that move to the other side instead of being copied
 */
export async function sendParts<Part>(
  port: Port,
  produce: (signal: AbortSignal) => AsyncIterable<Part>,
  transfer: (part: Part) => Transferable[] = () => [],
): Promise<void> {
  const controller = new AbortController();
  let credit = 0;
  let wake: (() => void) | undefined;
  port.onmessage = ({ data }: MessageEvent<ConsumerFrame>) => {
    if (data.type === 'pull') credit += data.count;
    else controller.abort(new AbortError({ partialText: '', partialTokenIds: [], reason: data.reason }));
    wake?.();
  };
  const send = (frame: ProducerFrame<Part>, moved: Transferable[] = []): void => port.postMessage(frame, moved);
  try {
    const iterator = produce(controller.signal)[Symbol.asyncIterator]();
    for (;;) {
      while (credit === 0 && !controller.signal.aborted) await new Promise<void>((resolve) => (wake = resolve));
      if (controller.signal.aborted) {
        await iterator.return?.();
        break;
      }
      credit -= 1;
      const { done, value } = await iterator.next();
      if (done) break;
      send({ type: 'part', part: value }, transfer(value));
    }
    send({ type: 'end' });
  } catch (error) {
    send({ type: 'error', error: serializeError(error) });
  }
}

/** The consumer's end of a stream of parts. */
export interface PartReceiver<Part> extends AsyncIterableIterator<Part> {
  /** Tells the producer to stop; what is waited for ends with `error`, or silently. */
  cancel(error?: Error): void;
  /** Ends the stream with an error that did not come from the producer: its worker died. */
  fail(error: Error): void;
}

/** Receives what {@link sendParts} sends at the other end of the channel. */
export function receiveParts<Part>(port: Port): PartReceiver<Part> {
  const ready: Part[] = [];
  let ended = false;
  let failure: Error | undefined;
  let taken = 0;
  let waiting: { resolve(result: IteratorResult<Part>): void; reject(error: Error): void } | undefined;

  const settle = (): void => {
    if (waiting === undefined) return;
    const { resolve, reject } = waiting;
    if (ready.length > 0) {
      waiting = undefined;
      resolve({ done: false, value: take() });
    } else if (failure !== undefined) {
      waiting = undefined;
      reject(failure);
    } else if (ended) {
      waiting = undefined;
      resolve({ done: true, value: undefined });
    }
  };
  const take = (): Part => {
    taken += 1;
    if (taken === window / 2) {
      post({ type: 'pull', count: taken });
      taken = 0;
    }
    return ready.shift() as Part;
  };
  const post = (frame: ConsumerFrame): void => {
    if (!ended) port.postMessage(frame);
  };
  const end = (error?: Error): void => {
    if (ended) return;
    ended = true;
    failure = error;
    port.close();
    settle();
  };
  port.onmessage = ({ data }: MessageEvent<ProducerFrame<Part>>) => {
    if (ended) return;
    if (data.type === 'part') {
      ready.push(data.part);
      settle();
    } else end(data.type === 'error' ? deserializeError(data.error) : undefined);
  };
  post({ type: 'pull', count: window });

  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next() {
      return new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        settle();
        // Parts that came before a failure are given first; after it every further call ends.
        if (ended && waiting === undefined) failure = undefined;
      });
    },
    async return() {
      this.cancel();
      return { done: true, value: undefined };
    },
    cancel(error) {
      if (ended) return;
      ready.length = 0;
      post({ type: 'cancel', ...(error !== undefined && { reason: error.message }) });
      end(error);
    },
    fail(error) {
      end(error);
    },
  };
}
