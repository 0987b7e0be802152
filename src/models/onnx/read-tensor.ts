import type { PbfReader } from 'pbf';
import { tensorBytes } from './tensor-bytes';
import { readIntegers, readMessage, WireFault } from './wire';

/** Where a tensor's bytes are and how many. */
export interface TensorFacts {
  readonly name: string;
  readonly sizeBytes: number;
  readonly external?: { readonly location: string; readonly endBytes: number };
}

function readEntry(reader: PbfReader): readonly [key: string, value: string] {
  let key = '';
  let value = '';
  readMessage(reader, (field) => {
    if (field === 1) key = reader.readString();
    else if (field === 2) value = reader.readString();
  });
  return [key, value];
}

function byteCount(text: string | undefined, key: string, tensor: string): number | undefined {
  if (text === undefined) return undefined;
  const count = Number(text);
  if (!Number.isSafeInteger(count) || count < 0)
    throw new WireFault(`the external data of tensor ${tensor} has ${key} "${text}", which is no number of bytes`);
  return count;
}

/** Reads a `TensorProto` without its data: raw and typed data are skipped. */
export function readTensor(reader: PbfReader): TensorFacts {
  const dims: number[] = [];
  let elementType = 0;
  let name = '';
  let isExternal = false;
  const entries = new Map<string, string>();
  readMessage(reader, (field) => {
    if (field === 1) readIntegers(reader, dims);
    else if (field === 2) elementType = reader.readVarint();
    else if (field === 8) name = reader.readString();
    else if (field === 13) entries.set(...readEntry(reader));
    else if (field === 14) isExternal = reader.readVarint() === 1;
  });
  const sizeBytes = tensorBytes(elementType, dims);
  if (!isExternal) return { name, sizeBytes };

  const location = entries.get('location');
  if (!location) throw new WireFault(`tensor ${name} lies outside the file, but names no location`);
  const offset = byteCount(entries.get('offset'), 'offset', name) ?? 0;
  const length = byteCount(entries.get('length'), 'length', name) ?? sizeBytes;
  return { name, sizeBytes, external: { location, endBytes: offset + length } };
}

/** Reads a `SparseTensorProto`: its values and indices are two tensors. */
export function readSparseTensor(reader: PbfReader): readonly TensorFacts[] {
  const tensors: TensorFacts[] = [];
  readMessage(reader, (field) => {
    if (field === 1 || field === 2) tensors.push(readTensor(reader));
  });
  return tensors;
}
