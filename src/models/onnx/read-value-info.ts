import type { PbfReader } from 'pbf';
import type { GraphValue } from './graph-summary';
import { readMessage } from './wire';

function readDimension(reader: PbfReader): number | string {
  let dimension: number | string = -1;
  readMessage(reader, (field) => {
    if (field === 1) dimension = reader.readVarint(true);
    else if (field === 2) dimension = reader.readString() || -1;
  });
  return dimension;
}

function readShape(reader: PbfReader): (number | string)[] {
  const shape: (number | string)[] = [];
  readMessage(reader, (field) => {
    if (field === 1) shape.push(readDimension(reader));
  });
  return shape;
}

/** Reads a `ValueInfoProto`; inputs that are no tensors (sequences, maps) have element type 0. */
export function readValueInfo(reader: PbfReader): GraphValue {
  let name = '';
  let elementType = 0;
  let shape: (number | string)[] = [];
  const readTensorType = (field: number) => {
    if (field === 1) elementType = reader.readVarint();
    else if (field === 2) shape = readShape(reader);
  };
  const readType = (field: number) => {
    if (field === 1) readMessage(reader, readTensorType);
  };
  readMessage(reader, (field) => {
    if (field === 1) name = reader.readString();
    else if (field === 2) readMessage(reader, readType);
  });
  return { name, elementType, shape };
}
