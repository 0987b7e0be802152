import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';

/** Bytes after brotli that each file may take. ONNX Runtime's files are not part of the worker. */
const LIMITS = { 'dist/index.js': 15_000, 'dist/worker.js': 150_000 };

for (const [file, limitBytes] of Object.entries(LIMITS)) {
  const bytes = brotliCompressSync(readFileSync(file)).length;
  const isTooLarge = bytes > limitBytes;
  if (isTooLarge) process.exitCode = 1;
  console.log(
    `${file.padEnd(16)} ${kilobytes(bytes)} KB brotli of ${kilobytes(limitBytes)} ${isTooLarge ? 'TOO LARGE' : ''}`,
  );
}

/** @param {number} bytes */
function kilobytes(bytes) {
  return (bytes / 1000).toFixed(1).padStart(6);
}
