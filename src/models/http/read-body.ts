/** Bytes that are gathered in JavaScript memory before they become a Blob, which the browser may keep elsewhere. */
const partBytes = 8 * 1024 * 1024;

/**
 * Reads a body into a Blob made of parts, so that a file of gigabytes is never one JavaScript buffer.
 *
 * @param onBytes - hears the number of bytes so far
 */
export async function readBody(response: Response, onBytes: (loadedBytes: number) => void): Promise<Blob> {
  if (response.body === null) return response.blob();
  const reader = response.body.getReader();
  const parts: Blob[] = [];
  let chunks: Uint8Array<ArrayBuffer>[] = [];
  let pendingBytes = 0;
  let loadedBytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    pendingBytes += value.byteLength;
    loadedBytes += value.byteLength;
    if (pendingBytes >= partBytes) {
      parts.push(new Blob(chunks));
      chunks = [];
      pendingBytes = 0;
    }
    onBytes(loadedBytes);
  }
  return new Blob([...parts, ...chunks]);
}
