import { InternalError } from '../../../errors';
import type { OutputRequest, Session } from '../../../runtime/session';
import type { DeviceTensor } from '../../../runtime/tensor';
import type { StateSlot } from '../decoder/decoder-interface';
import { copyTensors, gatherTensors } from './gather-tensors';
import type { KvCache } from './kv-cache';

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
  #tensors: Map<string, DeviceTensor>;
  #length: number;

  private constructor(
    session: Session,
    slots: readonly StateSlot[],
    tensors: Map<string, DeviceTensor>,
    length: number,
  ) {
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
    for (const [input, tensor] of next) this.#replace(input, tensor);
    this.#length += count;
  }

  async truncate(length: number): Promise<void> {
    if (length >= this.#length) return;
    const cut = length === 0 ? await emptyState(this.#session, this.#slots) : await this.#cutTo(length);
    for (const [name, tensor] of cut) this.#replace(name, tensor);
    this.#length = length;
  }

  async fork(): Promise<KvCache> {
    const copies = await copyTensors(this.#session, this.#tensors);
    return new GrowingKvCache(this.#session, this.#slots, copies, this.#length);
  }

  dispose(): void {
    for (const tensor of this.#tensors.values()) tensor.dispose();
    this.#tensors = new Map();
    this.#length = 0;
  }

  #replace(name: string, tensor: DeviceTensor): void {
    this.#tensors.get(name)?.dispose();
    this.#tensors.set(name, tensor);
  }
}

function emptyState(session: Session, slots: readonly StateSlot[]): Map<string, DeviceTensor> {
  return new Map(slots.map(({ input, type, dims }) => [input, session.tensor(type, dims)]));
}
