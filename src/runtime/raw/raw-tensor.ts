import { OutOfMemoryError } from '../../errors';
import { elementCount, elementTypeNumber, elementTypeOf, tensorBytes, viewElements } from '../element-type';
import type { LedgerEntry, MemoryLedger } from '../memory-ledger';
import type { DeviceTensor, ElementType, HostArray } from '../tensor';
import { lastFailure, withStack, type OrtModule } from './ort-module';

/** Where a tensor's memory lies: `_OrtCreateTensor`'s location number of the CPU. */
const cpu = 1;

/** A tensor in the WASM heap, held by a handle of ONNX Runtime. */
export class RawTensor implements DeviceTensor {
  readonly type: ElementType;
  readonly dims: readonly number[];
  readonly sizeBytes: number;
  readonly #module: OrtModule;
  readonly #entry: LedgerEntry;
  /** Memory that this object allocated itself; 0 where it is ONNX Runtime's. */
  readonly #allocation: number;
  readonly #handle: number;
  readonly #pointer: number;
  #disposed = false;

  private constructor(
    module: OrtModule,
    entry: LedgerEntry,
    type: ElementType,
    dims: readonly number[],
    handle: number,
    pointer: number,
    allocation: number,
  ) {
    this.type = type;
    this.dims = dims;
    this.sizeBytes = entry.sizeBytes;
    this.#module = module;
    this.#entry = entry;
    this.#handle = handle;
    this.#pointer = pointer;
    this.#allocation = allocation;
  }

  /** Allocates a tensor; zeros where `data` is left out. */
  static create(
    module: OrtModule,
    ledger: MemoryLedger,
    type: ElementType,
    dims: readonly number[],
    data?: HostArray,
  ): RawTensor {
    const bytes = tensorBytes(type, dims);
    const allocation = module._malloc(Math.max(bytes, 1));
    if (allocation === 0)
      throw new OutOfMemoryError({ where: 'wasm', reason: `no room for a tensor of ${bytes} bytes` });
    const heap = module.HEAPU8;
    if (data === undefined) heap.fill(0, allocation, allocation + bytes);
    else heap.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), allocation);
    const handle = withStack(module, () => {
      const dimsPointer = module.stackAlloc(Math.max(4 * dims.length, 4));
      dims.forEach((dim, index) => module.setValue(dimsPointer + 4 * index, dim, 'i32'));
      return module._OrtCreateTensor(elementTypeNumber(type), allocation, bytes, dimsPointer, dims.length, cpu);
    });
    if (handle === 0) {
      module._free(allocation);
      throw new OutOfMemoryError({ where: 'wasm', reason: lastFailure(module) });
    }
    return new RawTensor(module, ledger.hold('tensor', bytes), type, dims, handle, allocation, allocation);
  }

  /** Takes over a value that a run has allocated; one of a type that the library has no use for is released. */
  static adopt(module: OrtModule, ledger: MemoryLedger, handle: number): RawTensor | undefined {
    return withStack(module, () => {
      const at = module.stackAlloc(16);
      if (module._OrtGetTensorData(handle, at, at + 4, at + 8, at + 12) !== 0) {
        module._OrtReleaseTensor(handle);
        return undefined;
      }
      const type = elementTypeOf(module.getValue(at, 'i32'));
      const pointer = module.getValue(at + 4, '*');
      const dimsPointer = module.getValue(at + 8, '*');
      const rank = module.getValue(at + 12, 'i32');
      const dims = Array.from({ length: rank }, (_, index) => module.getValue(dimsPointer + 4 * index, 'i32'));
      module._OrtFree(dimsPointer);
      if (type === undefined) {
        module._OrtReleaseTensor(handle);
        return undefined;
      }
      return new RawTensor(module, ledger.hold('tensor', tensorBytes(type, dims)), type, dims, handle, pointer, 0);
    });
  }

  /** ONNX Runtime's handle. */
  get handle(): number {
    return this.#handle;
  }

  /** Address in the WASM heap. */
  get pointer(): number {
    return this.#pointer;
  }

  /** The elements as they lie in the heap: valid until the heap grows or the tensor is written or disposed. */
  view(): HostArray {
    return viewElements(this.type, this.#module.HEAPU8.buffer, this.#pointer, elementCount(this.dims));
  }

  async read(): Promise<HostArray> {
    return this.view();
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#module._OrtReleaseTensor(this.#handle);
    if (this.#allocation !== 0) this.#module._free(this.#allocation);
    this.#entry.release();
  }
}
