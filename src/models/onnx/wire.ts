import type { PbfReader } from 'pbf';

/** Reads one field; a field that it leaves alone is skipped without being touched. */
export type FieldReader = (field: number, reader: PbfReader) => void;

/** The bytes are not the protobuf that they should be. */
export class WireFault extends Error {
  override readonly name = 'WireFault';
}

/**
 * Reads the fields of the message that ends at `end`.
 *
 * pbf trusts lengths; a file that was cut or is something else must be found out here, or it would read as a smaller graph.
 *
 * @throws {WireFault} where a field reaches over the end
 */
export function readFields(reader: PbfReader, end: number, readField: FieldReader): void {
  if (end > reader.length)
    throw new WireFault(`a field ends at byte ${end}, the file at byte ${reader.length}: it was cut off or is damaged`);
  for (let field = reader.nextField(end); field !== 0; field = reader.nextField(end)) {
    readField(field, reader);
    if (reader.pos > end) throw new WireFault(`field ${field} reaches over the end of its message at byte ${end}`);
  }
  if (reader.pos !== end) throw new WireFault(`a message ends at byte ${reader.pos} instead of ${end}`);
}

/** Reads a message that its length precedes. */
export function readMessage(reader: PbfReader, readField: FieldReader): void {
  const length = reader.readVarint();
  readFields(reader, reader.pos + length, readField);
}

/** Reads repeated integers, packed (as protobuf 3 writes them) or one a field (as protobuf 2 does). */
export function readIntegers(reader: PbfReader, into: number[]): void {
  const packed = reader.type === 2;
  if (!packed) {
    into.push(reader.readVarint(true));
    return;
  }
  const length = reader.readVarint();
  const end = reader.pos + length;
  if (end > reader.length) throw new WireFault(`packed integers end at byte ${end}, the file at byte ${reader.length}`);
  while (reader.pos < end) into.push(reader.readVarint(true));
}
