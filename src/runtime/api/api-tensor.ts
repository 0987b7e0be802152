import { tensorBytes, viewElements, elementCount } from '../element-type';
import type { LedgerEntry, MemoryLedger } from '../memory-ledger';
import type { DeviceTensor, ElementType, HostArray } from '../tensor';
import type { OrtTensor } from './ort-api';

/** A tensor of ONNX Runtime's JavaScript API: in JavaScript memory or in a GPU buffer. */
export class ApiTensor implements DeviceTensor {
  readonly type: ElementType;
  readonly dims: readonly number[];
  readonly sizeBytes: number;
  readonly value: OrtTensor;
  readonly #entry: LedgerEntry;
  /** Frees what this object allocated itself; ONNX Runtime frees its own with the tensor. */
  readonly #free: (() => void) | undefined;
  #disposed = false;

  constructor(ledger: MemoryLedger, value: OrtTensor, free?: () => void) {
    this.type = value.type as ElementType;
    this.dims = value.dims;
    this.sizeBytes = tensorBytes(this.type, value.dims);
    this.value = value;
    this.#entry = ledger.hold('tensor', this.sizeBytes);
    this.#free = free;
  }

  async read(): Promise<HostArray> {
    const data = (await this.value.getData()) as HostArray;
    // Newer engines give float16 as Float16Array: the same bits.
    return viewElements(this.type, data.buffer, data.byteOffset, elementCount(this.dims));
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.value.dispose();
    this.#free?.();
    this.#entry.release();
  }
}
