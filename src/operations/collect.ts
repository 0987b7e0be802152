import { InternalError } from '../errors';

/** The only part of a stream that has one. */
export async function collectOnly<Part>(parts: AsyncIterable<Part>): Promise<Part> {
  for await (const part of parts) return part;
  throw new InternalError({ reason: 'an operation ended without an answer' });
}
