import type { Session } from '../../../runtime/session';
import type { DeviceTensor } from '../../../runtime/tensor';
import type { StateSlot } from '../decoder/decoder-interface';

/** The tensors of a cache, by the input that they go into. */
export type TensorSet = ReadonlyMap<string, DeviceTensor>;

/** Disposes every tensor of a set. */
export function disposeTensors(tensors: TensorSet): void {
  for (const tensor of tensors.values()) tensor.dispose();
}

/** Makes a tensor of zeros for each slot, or none at all where memory ends half-way. */
export function createTensors(
  session: Session,
  slots: readonly StateSlot[],
  dimsOf: (slot: StateSlot) => readonly number[],
): TensorSet {
  const made = new Map<string, DeviceTensor>();
  try {
    for (const slot of slots) made.set(slot.input, session.tensor(slot.type, dimsOf(slot)));
  } catch (error) {
    disposeTensors(made);
    throw error;
  }
  return made;
}

/** Makes a tensor out of each of a set, or none at all where memory ends half-way. */
export async function mapTensors(
  tensors: TensorSet,
  make: (tensor: DeviceTensor, input: string) => Promise<DeviceTensor>,
): Promise<TensorSet> {
  const made = new Map<string, DeviceTensor>();
  try {
    for (const [input, tensor] of tensors) made.set(input, await make(tensor, input));
  } catch (error) {
    disposeTensors(made);
    throw error;
  }
  return made;
}

/** Copies a set on the device. */
export function copyTensors(session: Session, tensors: TensorSet): Promise<TensorSet> {
  return mapTensors(tensors, (tensor) => session.slice(tensor, 0, 0, tensor.dims[0] ?? 0));
}
