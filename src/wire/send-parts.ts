import { AbortError, serializeError } from '../errors';
import type { ConsumerFrame, ProducerFrame } from './part-frames';
import type { Port } from './port';

/** Turns of the microtask queue in which an iterator that has a part at hand gives it. */
const promptTurns = 8;

async function settlesPromptly(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  const note = (): void => void (settled = true);
  promise.then(note, note);
  for (let turn = 0; turn < promptTurns && !settled; turn++) await undefined;
  return settled;
}

/**
 * Produces parts into a port, never more than the consumer has granted. Parts that are ready together travel in one message.
 *
 * @param produce - gets a signal that fires when the consumer cancels
 * @param transfer - objects of a part that move to the other side instead of being copied
 * @returns when the producer has ended, in whatever way; it does not reject
 */
export async function sendParts<Part>(
  port: Port,
  produce: (signal: AbortSignal) => AsyncIterable<Part>,
  transfer: (part: Part) => Transferable[] = () => [],
): Promise<void> {
  const canceller = new AbortController();
  const { signal } = canceller;
  let credit = 0;
  let wake = (): void => undefined;
  port.onmessage = ({ data }: MessageEvent<ConsumerFrame>) => {
    if (data.type === 'pull') credit += data.count;
    else canceller.abort(new AbortError({ partialText: '', partialTokenIds: [], reason: data.reason }));
    wake();
  };
  const post = (frame: ProducerFrame<Part>, moved: Transferable[] = []): void => port.postMessage(frame, moved);
  let ready: Part[] = [];
  const flush = (): void => {
    if (ready.length === 0) return;
    const parts = ready;
    ready = [];
    post({ type: 'parts', parts }, parts.flatMap(transfer));
  };

  async function pump(): Promise<void> {
    let iterator: AsyncIterator<Part> | undefined;
    try {
      iterator = produce(signal)[Symbol.asyncIterator]();
      for (;;) {
        if (credit === 0) flush();
        while (credit === 0 && !signal.aborted) await new Promise<void>((resolve) => (wake = resolve));
        if (signal.aborted) return;
        const next = iterator.next();
        if (!(await settlesPromptly(next))) flush();
        const { done, value } = await next;
        if (done) return;
        credit -= 1;
        ready.push(value);
      }
    } finally {
      // Also where a part could not be sent: a producer that is left half-way would keep what it holds.
      await iterator?.return?.();
    }
  }

  try {
    try {
      await pump();
    } finally {
      flush();
    }
    post({ type: 'end' });
  } catch (error) {
    post({ type: 'error', error: serializeError(error) });
  }
}
