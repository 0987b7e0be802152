import type { SliceCopy } from '../slice-plan';

/** Buffers of ONNX Runtime are used as storage and copied from and to. */
const usage = 0x80 /* STORAGE */ | 0x4 /* COPY_SRC */ | 0x8; /* COPY_DST */

/** ONNX Runtime binds whole 16-byte blocks. */
function padded(bytes: number): number {
  return Math.max(16, Math.ceil(bytes / 16) * 16);
}

/** Makes a GPU buffer, zeros unless data is given. */
export function createGpuBuffer(device: GPUDevice, bytes: number, data?: Uint8Array): GPUBuffer {
  const buffer = device.createBuffer({ size: padded(bytes), usage });
  if (data !== undefined && data.byteLength > 0) {
    const source = new Uint8Array(Math.ceil(data.byteLength / 4) * 4);
    source.set(data);
    device.queue.writeBuffer(buffer, 0, source);
  }
  return buffer;
}

/** Copies stretches of one buffer into another; offsets and lengths are multiples of 4. */
export function copyGpuBuffer(device: GPUDevice, from: GPUBuffer, to: GPUBuffer, copies: readonly SliceCopy[]): void {
  const encoder = device.createCommandEncoder();
  for (const { fromBytes, toBytes, lengthBytes } of copies)
    encoder.copyBufferToBuffer(from, fromBytes, to, toBytes, lengthBytes);
  device.queue.submit([encoder.finish()]);
}
