import { InternalError } from '../../../errors';
import type { OutputRequest, Session } from '../../../runtime/session';
import type { DeviceTensor } from '../../../runtime/tensor';
import type { StateSlot } from '../decoder/decoder-interface';
import type { KvCache } from './kv-cache';
import { copyTensors, createTensors, disposeTensors, type TensorSet } from './tensor-set';

/**
 * A cache in buffers of a fixed length that a run reads and writes in place: nothing is copied from token to token, and cutting back
 * only lowers the length.
 *
 * For graphs whose attention is GroupQueryAttention, which takes the valid length from the attention mask.
 */
export class SharedKvCache implements KvCache {
  readonly canTruncate = true;
  readonly capacity: number;
  readonly #session: Session;
  readonly #slots: readonly StateSlot[];
  readonly #tensors: TensorSet;
  #length: number;

  private constructor(
    session: Session,
    slots: readonly StateSlot[],
    tensors: TensorSet,
    capacity: number,
    length: number,
  ) {
    this.#session = session;
    this.#slots = slots;
    this.#tensors = tensors;
    this.capacity = capacity;
    this.#length = length;
  }

  /** True where every state tensor of the graph may be shared and the session can write in place. */
  static fits(session: Session, slots: readonly StateSlot[]): boolean {
    return (
      session.canWriteInto &&
      slots.length > 0 &&
      slots.every(({ shareable, tokenAxis }) => shareable && tokenAxis !== undefined)
    );
  }

  /** @param capacity - tokens that will be stored at most */
  static create(session: Session, slots: readonly StateSlot[], capacity: number): SharedKvCache {
    const tensors = createTensors(session, slots, ({ dims, tokenAxis }) => dims.with(tokenAxis ?? 0, capacity));
    return new SharedKvCache(session, slots, tensors, capacity, 0);
  }

  get length(): number {
    return this.#length;
  }

  get sizeBytes(): number {
    return [...this.#tensors.values()].reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  }

  inputs(): Readonly<Record<string, DeviceTensor>> {
    return Object.fromEntries(this.#tensors);
  }

  outputs(): readonly OutputRequest[] {
    return this.#slots.map(({ input, output }) => ({ name: output, into: this.#tensor(input) }));
  }

  append(_outputs: Readonly<Record<string, DeviceTensor>>, count: number): void {
    this.#length += count;
  }

  async truncate(length: number): Promise<void> {
    this.#length = Math.min(this.#length, length);
  }

  async fork(): Promise<KvCache> {
    const copies = await copyTensors(this.#session, this.#tensors);
    return new SharedKvCache(this.#session, this.#slots, copies, this.capacity, this.#length);
  }

  dispose(): void {
    disposeTensors(this.#tensors);
  }

  #tensor(name: string): DeviceTensor {
    const tensor = this.#tensors.get(name);
    if (tensor === undefined) throw new InternalError({ reason: `the cache has no ${name}` });
    return tensor;
  }
}
