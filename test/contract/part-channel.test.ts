import { afterEach, describe, expect, it } from 'vitest';
import { AbortError, InternalError, InvalidInputError, ModelNotSetError } from '../../src/errors';
import { receiveParts, sendParts } from '../../src/wire/part-channel';

const channels: MessageChannel[] = [];

function channel(): MessageChannel {
  const made = new MessageChannel();
  channels.push(made);
  return made;
}

afterEach(() => {
  for (const { port1, port2 } of channels.splice(0)) {
    port1.close();
    port2.close();
  }
});

/** A turn of the event loop, in which messages that were sent arrive. */
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

async function all<Part>(parts: AsyncIterable<Part>): Promise<Part[]> {
  const seen: Part[] = [];
  for await (const part of parts) seen.push(part);
  return seen;
}

/** Counts up; records how far it was asked and how it ended. */
function counter(limit = Infinity) {
  const state = { given: 0, ended: false };
  async function* count(): AsyncGenerator<number> {
    try {
      while (state.given < limit) yield state.given++;
    } finally {
      state.ended = true;
    }
  }
  return { state, count };
}

describe('a stream of parts over a MessagePort', () => {
  it('arrives whole and in order', async () => {
    const { port1, port2 } = channel();
    const { count } = counter(1000);
    void sendParts(port2, count);
    expect(await all(receiveParts<number>(port1))).toEqual(Array.from({ length: 1000 }, (_, index) => index));
  });

  it('carries what structured clone carries', async () => {
    const { port1, port2 } = channel();
    const part = { list: [1, { deep: new Map([[1, 'a']]) }], bytes: new Uint8Array([1, 2]), none: undefined };
    void sendParts(port2, async function* () {
      yield part;
    });
    expect(await all(receiveParts(port1))).toEqual([part]);
  });

  it('never asks the producer for more than the consumer has granted', async () => {
    const { port1, port2 } = channel();
    const { state, count } = counter();
    void sendParts(port2, count);
    const parts = receiveParts<number>(port1);
    await turn();
    await turn();
    const before = state.given;
    expect(before).toBeLessThanOrEqual(32);
    for (let taken = 0; taken < 64; taken++) await parts.next();
    await turn();
    expect(state.given).toBeGreaterThan(before);
    expect(state.given).toBeLessThanOrEqual(64 + 32);
  });

  it('puts parts that are ready together into one message, and holds none back that is waited for', async () => {
    const { port1, port2 } = channel();
    const messages: unknown[] = [];
    const { port1: tap, port2: tapped } = channel();
    // A relay in the middle sees the frames.
    port1.onmessage = ({ data }) => {
      messages.push(data);
      tapped.postMessage(data);
    };
    tapped.onmessage = ({ data }) => port1.postMessage(data);
    let release = (): void => undefined;
    void sendParts(port2, async function* () {
      yield 1;
      yield 2;
      await new Promise<void>((resolve) => (release = resolve));
      yield 3;
    });
    const parts = receiveParts<number>(tap);
    expect((await parts.next()).value).toBe(1);
    expect((await parts.next()).value).toBe(2);
    expect(messages).toEqual([{ type: 'parts', parts: [1, 2] }]);
    release();
    expect(await all(parts)).toEqual([3]);
  });

  it('moves the buffers that it is told to move', async () => {
    const { port1, port2 } = channel();
    const bytes = new Uint8Array([1, 2, 3]);
    void sendParts(
      port2,
      async function* () {
        yield { bytes };
      },
      (part) => [part.bytes.buffer],
    );
    expect(await all(receiveParts(port1))).toEqual([{ bytes: new Uint8Array([1, 2, 3]) }]);
    expect(bytes.byteLength).toBe(0);
  });

  it("rebuilds the producer's error after the parts that came before it", async () => {
    const { port1, port2 } = channel();
    void sendParts(port2, async function* () {
      yield 1;
      throw new ModelNotSetError({ task: 'text' });
    });
    const parts = receiveParts<number>(port1);
    expect(await parts.next()).toEqual({ done: false, value: 1 });
    await expect(parts.next()).rejects.toBeInstanceOf(ModelNotSetError);
    expect(await parts.next()).toEqual({ done: true, value: undefined });
  });

  it('tells of a producer that fails before its first part', async () => {
    const { port1, port2 } = channel();
    void sendParts(port2, () => {
      throw new InvalidInputError({ subject: 'x', problems: [] });
    });
    await expect(receiveParts(port1).next()).rejects.toBeInstanceOf(InvalidInputError);
  });

  it('ends the producer when its consumer leaves early, and is silent', async () => {
    const { port1, port2 } = channel();
    const { state, count } = counter();
    const sending = sendParts(port2, count);
    for await (const part of receiveParts<number>(port1)) if (part === 3) break;
    await sending;
    expect(state.ended).toBe(true);
  });

  it("fires the producer's signal on a cancel while a part is being made", async () => {
    const { port1, port2 } = channel();
    let seen: AbortSignal | undefined;
    const sending = sendParts(port2, async function* (signal) {
      seen = signal;
      yield 1;
      await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    });
    const parts = receiveParts<number>(port1);
    await parts.next();
    const pending = parts.next();
    const error = new AbortError({ partialText: 'p', partialTokenIds: [], reason: 'enough' });
    parts.cancel(error);
    await expect(pending).rejects.toBe(error);
    await sending;
    expect(seen?.reason).toBeInstanceOf(AbortError);
    expect(seen?.reason).toMatchObject({ details: { reason: 'enough' } });
  });

  it('answers a silent cancel at once, also while a part is waited for', async () => {
    const { port1, port2 } = channel();
    void sendParts(port2, async function* () {
      await new Promise(() => undefined);
      yield 1;
    });
    const parts = receiveParts<number>(port1);
    const pending = parts.next();
    await parts.return?.();
    expect(await pending).toEqual({ done: true, value: undefined });
  });

  it('drops what has come when it is cancelled', async () => {
    const { port1, port2 } = channel();
    const { count } = counter(10);
    void sendParts(port2, count);
    const parts = receiveParts<number>(port1);
    await parts.next();
    parts.cancel();
    expect(await all(parts)).toEqual([]);
  });

  it('gives the parts that had come and then the error when the worker behind it died', async () => {
    const { port1, port2 } = channel();
    const { count } = counter();
    void sendParts(port2, count);
    const parts = receiveParts<number>(port1);
    await parts.next();
    const error = new InternalError({ reason: 'died' });
    parts.fail(error);
    const seen: number[] = [];
    await expect(
      (async () => {
        for await (const part of parts) seen.push(part);
      })(),
    ).rejects.toBe(error);
    expect(seen.length).toBeGreaterThan(0);
  });

  it('tells of a part that cannot be sent, and ends its producer', async () => {
    const { port1, port2 } = channel();
    let ended = false;
    void sendParts<unknown>(port2, async function* () {
      try {
        yield 1;
        await turn();
        yield () => 1;
        await turn();
        yield 2;
      } finally {
        ended = true;
      }
    });
    const parts = receiveParts<unknown>(port1);
    expect((await parts.next()).value).toBe(1);
    await expect(parts.next()).rejects.toThrow(/could not be cloned/);
    expect(ended).toBe(true);
  });

  it('serves several callers of next in their order', async () => {
    const { port1, port2 } = channel();
    const { count } = counter(2);
    const parts = receiveParts<number>(port1);
    const asked = Promise.all([parts.next(), parts.next(), parts.next()]);
    void sendParts(port2, count);
    expect((await asked).map(({ value }) => value)).toEqual([0, 1, undefined]);
  });
});
