import type { SliceCopy } from '../slice-plan';

/** Buffers of ONNX Runtime are used as storage and copied from and to. */
const usage = 0x80 /* STORAGE */ | 0x4 /* COPY_SRC */ | 0x8; /* COPY_DST */

/** ONNX Runtime binds whole 16-byte blocks. */
function padded(bytes: number): number {
  return Math.max(16, Math.ceil(bytes / 16) * 16);
}

/** Makes a GPU buffer of zeros. */
export function createGpuBuffer(device: GPUDevice, bytes: number): GPUBuffer {
  return device.createBuffer({ size: padded(bytes), usage });
}

/** Copies stretches of one buffer into another; offsets and lengths are multiples of 4. */
export function copyGpuBuffer(device: GPUDevice, from: GPUBuffer, to: GPUBuffer, copies: readonly SliceCopy[]): void {
  const encoder = device.createCommandEncoder();
  for (const { fromBytes, toBytes, lengthBytes } of copies)
    encoder.copyBufferToBuffer(from, fromBytes, to, toBytes, lengthBytes);
  device.queue.submit([encoder.finish()]);
}

/** Reads a buffer back. */
export async function readGpuBuffer(device: GPUDevice, buffer: GPUBuffer, bytes: number): Promise<ArrayBuffer> {
  const staging = device.createBuffer({ size: buffer.size, usage: 0x1 /* MAP_READ */ | 0x8 /* COPY_DST */ });
  try {
    const encoder = device.createCommandEncoder();
    encoder.copyBufferToBuffer(buffer, 0, staging, 0, buffer.size);
    device.queue.submit([encoder.finish()]);
    await staging.mapAsync(0x1 /* READ */);
    return staging.getMappedRange().slice(0, bytes);
  } finally {
    staging.destroy();
  }
}
