import { InternalError } from '../../../errors';
import type { Session } from '../../../runtime/session';
import type { DeviceTensor } from '../../../runtime/tensor';
import { createKvCache } from '../cache/create-kv-cache';
import type { KvCache } from '../cache/kv-cache';
import { auxiliaryValues, integers } from './auxiliary-inputs';
import type { DecoderInterface } from './decoder-interface';
import { float16ToFloat32 } from './float16';

/** Runs a decoder graph over tokens and a cache; knows how the graph is fed, and nothing of sampling. */
export class Decoder {
  readonly #session: Session;
  readonly #interface: DecoderInterface;
  /** Tokens of a prompt that go into one run. */
  readonly #chunkTokens: number;

  /** @param chunkTokens - bounds both the memory of attention and the time until an abort is heard */
  constructor(session: Session, decoderInterface: DecoderInterface, chunkTokens: number) {
    this.#session = session;
    this.#interface = decoderInterface;
    this.#chunkTokens = decoderInterface.chunkedPrefill ? chunkTokens : Infinity;
  }

  /** @param capacity - tokens that will be stored at most */
  createCache(capacity: number): KvCache {
    return createKvCache(this.#session, this.#interface.state, capacity);
  }

  /** Cuts tokens into the runs that {@link forward} takes. */
  chunks(tokenIds: readonly number[]): number[][] {
    const size = Math.min(this.#chunkTokens, Math.max(tokenIds.length, 1));
    return Array.from({ length: Math.ceil(tokenIds.length / size) }, (_, index) =>
      tokenIds.slice(index * size, (index + 1) * size),
    );
  }

  /**
   * Runs the graph over further tokens and stores them in the cache.
   *
   * @returns the logits after the last token, shape `[vocabulary]`; the caller's to change
   */
  async forward(tokenIds: readonly number[], cache: KvCache): Promise<Float32Array> {
    const { inputIds, auxiliary, logits } = this.#interface;
    const position = { past: cache.length, count: tokenIds.length };
    // A run writes into a shared buffer without looking at its end.
    if (position.past + position.count > cache.capacity)
      throw new InternalError({
        reason: `the cache holds ${cache.capacity} tokens, not ${position.past + position.count}`,
      });
    const passing: Record<string, DeviceTensor> = {};
    let outputs: Record<string, DeviceTensor> | undefined;
    let stored = false;
    try {
      const ids = integers(inputIds.type, tokenIds.length, (index) => tokenIds[index] ?? 0);
      passing[inputIds.name] = this.#session.tensor(inputIds.type, [1, tokenIds.length], ids);
      for (const input of auxiliary) {
        const { dims, data } = auxiliaryValues(input, position);
        passing[input.name] = this.#session.tensor(input.type, dims, data);
      }
      outputs = await this.#session.run({ ...passing, ...cache.inputs() }, [{ name: logits.name }, ...cache.outputs()]);
      const result = await readLast(outputs[logits.name], logits.name);
      cache.append(outputs, tokenIds.length);
      stored = true;
      return result;
    } finally {
      for (const tensor of Object.values(passing)) tensor.dispose();
      outputs?.[logits.name]?.dispose();
      if (outputs !== undefined && !stored) disposeForeign(outputs, cache);
    }
  }
}

/** Disposes the outputs that a failed step has not handed to the cache; those that are the cache's own buffers stay. */
function disposeForeign(outputs: Readonly<Record<string, DeviceTensor>>, cache: KvCache): void {
  const own = new Set(Object.values(cache.inputs()));
  for (const tensor of Object.values(outputs)) if (!own.has(tensor)) tensor.dispose();
}

/** Copies the last row of `[B=1, S, V]`, `[1, V]` or `[V]` as float32. */
async function readLast(tensor: DeviceTensor | undefined, name: string): Promise<Float32Array> {
  if (tensor === undefined) throw new InternalError({ reason: `the run gave no ${name}` });
  const vocabulary = tensor.dims.at(-1) ?? 0;
  const data = await tensor.read();
  const last = data.subarray(data.length - vocabulary);
  if (last instanceof Uint16Array) return float16ToFloat32(last);
  if (last instanceof Float32Array) return new Float32Array(last);
  throw new InternalError({ reason: `${name} came as ${tensor.type}` });
}
