import { InternalError } from '../../../errors';
import type { OutputRequest, Session } from '../../../runtime/session';
import type { DeviceTensor } from '../../../runtime/tensor';
import type { StateSlot } from '../decoder/decoder-interface';
import type { KvCache } from './kv-cache';
import { copyTensors, createTensors, disposeTensors, mapTensors, type TensorSet } from './tensor-set';

/**
 * A cache whose tensors are replaced on each run: the graph's present becomes the next past, where it lies on the device.
 *
 * Fits every graph, convolution and recurrent state included.
 */
export class GrowingKvCache implements KvCache {
  readonly capacity = Infinity;
  readonly canTruncate: boolean;
  readonly #session: Session;
  readonly #slots: readonly StateSlot[];
  #tensors: TensorSet;
  #length: number;

  private constructor(session: Session, slots: readonly StateSlot[], tensors: TensorSet, length: number) {
    this.#session = session;
    this.#slots = slots;
    this.#tensors = tensors;
    this.#length = length;
    this.canTruncate = slots.every(({ tokenAxis }) => tokenAxis !== undefined);
  }

  static create(session: Session, slots: readonly StateSlot[]): GrowingKvCache {
    return new GrowingKvCache(session, slots, emptyState(session, slots), 0);
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
    return this.#slots.map(({ output }) => ({ name: output }));
  }

  append(outputs: Readonly<Record<string, DeviceTensor>>, count: number): void {
    const next = this.#slots.map(({ input, output }) => {
      const tensor = outputs[output];
      if (tensor === undefined) throw new InternalError({ reason: `the run gave no ${output}` });
      return [input, tensor] as const;
    });
    this.#replace(new Map(next));
    this.#length += count;
  }

  async truncate(length: number): Promise<void> {
    if (length >= this.#length) return;
    this.#replace(length === 0 ? emptyState(this.#session, this.#slots) : await this.#cutTo(length));
    this.#length = length;
  }

  async fork(): Promise<KvCache> {
    const copies = await copyTensors(this.#session, this.#tensors);
    return new GrowingKvCache(this.#session, this.#slots, copies, this.#length);
  }

  dispose(): void {
    this.#replace(new Map());
    this.#length = 0;
  }

  #cutTo(length: number): Promise<TensorSet> {
    const axes = new Map(this.#slots.map(({ input, tokenAxis }) => [input, tokenAxis]));
    return mapTensors(this.#tensors, async (tensor, input) => {
      const axis = axes.get(input);
      if (axis === undefined)
        throw new InternalError({ reason: `the state ${input} cannot be cut back to ${length} tokens` });
      return this.#session.slice(tensor, axis, 0, length);
    });
  }

  #replace(tensors: TensorSet): void {
    disposeTensors(this.#tensors);
    this.#tensors = tensors;
  }
}

function emptyState(session: Session, slots: readonly StateSlot[]): TensorSet {
  return createTensors(session, slots, ({ dims }) => dims);
}
