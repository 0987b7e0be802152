import { InternalError } from '../../errors';
import { classifyFailure } from '../classify-failure';
import { elementTypeOf } from '../element-type';
import type { LedgerEntry, MemoryLedger } from '../memory-ledger';
import type { OutputRequest, Session, SessionModel } from '../session';
import { planSlice } from '../slice-plan';
import type { DeviceTensor, ElementType, HostArray, TensorInfo } from '../tensor';
import { lastFailure, withStack, type OrtModule } from './ort-module';
import { RawTensor } from './raw-tensor';

const optimizeAll = 99;
/** Failures come back as errors; the runtime's own lines on the console would say them twice. */
const fatalOnly = 4;

interface NamedValue {
  readonly pointer: number;
  readonly info: TensorInfo;
}

/**
 * A session on the exports of the WASM module: tensors stay in its heap, so a KV cache is neither copied out nor in, and a run may write
 * its outputs over its inputs.
 */
export class RawSession implements Session {
  readonly device = 'wasm';
  readonly path = 'raw';
  readonly canWriteInto = true;
  readonly inputs: ReadonlyMap<string, TensorInfo>;
  readonly outputs: ReadonlyMap<string, TensorInfo>;
  readonly #module: OrtModule;
  readonly #ledger: MemoryLedger;
  readonly #entry: LedgerEntry;
  readonly #handle: number;
  readonly #model: string;
  readonly #names: ReadonlyMap<string, number>;
  #disposed = false;

  private constructor(
    module: OrtModule,
    ledger: MemoryLedger,
    entry: LedgerEntry,
    handle: number,
    model: string,
    inputs: readonly NamedValue[],
    outputs: readonly NamedValue[],
  ) {
    this.#module = module;
    this.#ledger = ledger;
    this.#entry = entry;
    this.#handle = handle;
    this.#model = model;
    this.inputs = new Map(inputs.map(({ info }) => [info.name, info]));
    this.outputs = new Map(outputs.map(({ info }) => [info.name, info]));
    this.#names = new Map([...inputs, ...outputs].map(({ info, pointer }) => [info.name, pointer]));
  }

  static async create(module: OrtModule, ledger: MemoryLedger, model: SessionModel): Promise<RawSession> {
    const context = { phase: 'create session', device: 'wasm', model: model.name } as const;
    const fail = (): never => {
      throw classifyFailure(lastFailure(module), context);
    };
    let graph = 0;
    let options = 0;
    let handle = 0;
    let sizeBytes = model.graph.byteLength;
    try {
      for (const { path, data } of model.externalData) {
        const bytes = data instanceof Uint8Array ? data : new Uint8Array(await data.arrayBuffer());
        sizeBytes += bytes.byteLength;
        module.mountExternalData(path, bytes);
      }
      graph = module._malloc(model.graph.byteLength);
      if (graph === 0) throw classifyFailure(`failed to allocate ${model.graph.byteLength} bytes`, context);
      module.HEAPU8.set(model.graph, graph);
      options = module._OrtCreateSessionOptions(optimizeAll, true, false, 0, false, 0, 0, fatalOnly, 0, 0);
      if (options === 0) fail();
      handle = await module._OrtCreateSession(graph, model.graph.byteLength, options);
      if (handle === 0) fail();
      const [inputCount, outputCount] = withStack(module, () => {
        const at = module.stackAlloc(8);
        if (module._OrtGetInputOutputCount(handle, at, at + 4) !== 0) fail();
        return [module.getValue(at, 'i32'), module.getValue(at + 4, 'i32')] as const;
      });
      const values = Array.from({ length: inputCount + outputCount }, (_, index) => describe(module, handle, index));
      const entry = ledger.hold('session', sizeBytes);
      return new RawSession(
        module,
        ledger,
        entry,
        handle,
        model.name,
        values.slice(0, inputCount),
        values.slice(inputCount),
      );
    } catch (error) {
      const failure = classifyFailure(error, context);
      if (handle !== 0) module._OrtReleaseSession(handle);
      throw failure;
    } finally {
      if (graph !== 0) module._free(graph);
      if (options !== 0) module._OrtReleaseSessionOptions(options);
      module.unmountExternalData();
    }
  }

  tensor(type: ElementType, dims: readonly number[], data?: HostArray): RawTensor {
    return RawTensor.create(this.#module, this.#ledger, type, dims, data);
  }

  async slice(tensor: DeviceTensor, axis: number, start: number, end: number): Promise<DeviceTensor> {
    const source = own(tensor);
    const { dims, copies } = planSlice(tensor.type, tensor.dims, axis, start, end);
    const result = this.tensor(tensor.type, dims);
    const heap = this.#module.HEAPU8;
    for (const { fromBytes, toBytes, lengthBytes } of copies) {
      const from = source.pointer + fromBytes;
      heap.copyWithin(result.pointer + toBytes, from, from + lengthBytes);
    }
    return result;
  }

  async run(
    inputs: Readonly<Record<string, DeviceTensor>>,
    outputs: readonly OutputRequest[],
  ): Promise<Record<string, DeviceTensor>> {
    const module = this.#module;
    const context = { phase: 'run', device: 'wasm', model: this.#model } as const;
    const feeds = Object.entries(inputs);
    const stack = module.stackSave();
    try {
      const inputNames = module.stackAlloc(4 * feeds.length);
      const inputValues = module.stackAlloc(4 * feeds.length);
      const outputNames = module.stackAlloc(4 * outputs.length);
      const outputValues = module.stackAlloc(4 * outputs.length);
      feeds.forEach(([name, tensor], index) => {
        module.setValue(inputNames + 4 * index, this.#name(name), '*');
        module.setValue(inputValues + 4 * index, own(tensor).handle, '*');
      });
      outputs.forEach(({ name, into }, index) => {
        module.setValue(outputNames + 4 * index, this.#name(name), '*');
        module.setValue(outputValues + 4 * index, into === undefined ? 0 : own(into).handle, '*');
      });
      const result = module._OrtRun(
        this.#handle,
        inputNames,
        inputValues,
        feeds.length,
        outputNames,
        outputs.length,
        outputValues,
        0,
      );
      // Awaited only where the build suspends: otherwise the run stays one uninterrupted use of the module's stack.
      const status = typeof result === 'number' ? result : await result;
      if (status !== 0) throw classifyFailure(lastFailure(module), context);
      const handles = outputs.map((_, index) => module.getValue(outputValues + 4 * index, '*'));
      return this.#collect(outputs, handles);
    } catch (error) {
      throw classifyFailure(error, context);
    } finally {
      module.stackRestore(stack);
    }
  }

  async dispose(): Promise<void> {
    if (this.#disposed) return;
    this.#disposed = true;
    for (const pointer of this.#names.values()) this.#module._OrtFree(pointer);
    this.#module._OrtReleaseSession(this.#handle);
    this.#entry.release();
  }

  #name(name: string): number {
    const pointer = this.#names.get(name);
    if (pointer === undefined) throw new InternalError({ reason: `${this.#model} has no input or output ${name}` });
    return pointer;
  }

  /** The outputs of a run by name; where one cannot be read, all that the run has made are released. */
  #collect(outputs: readonly OutputRequest[], handles: readonly number[]): Record<string, DeviceTensor> {
    const values = outputs.map(
      ({ into }, index) => into ?? RawTensor.adopt(this.#module, this.#ledger, handles[index] ?? 0),
    );
    const unread = values.indexOf(undefined);
    if (unread < 0) return Object.fromEntries(outputs.map(({ name }, index) => [name, values[index] as DeviceTensor]));
    outputs.forEach(({ into }, index) => {
      if (into === undefined) values[index]?.dispose();
    });
    throw new InternalError({
      reason: `output ${outputs[unread]?.name} of ${this.#model} is of a type that cannot be read`,
    });
  }
}

function own(tensor: DeviceTensor): RawTensor {
  if (tensor instanceof RawTensor) return tensor;
  throw new InternalError({ reason: 'a tensor of another session path was passed' });
}

/** Reads name, type and shape of the value at `index` (inputs first, then outputs). */
function describe(module: OrtModule, session: number, index: number): NamedValue {
  return withStack(module, () => {
    const at = module.stackAlloc(8);
    if (module._OrtGetInputOutputMetadata(session, index, at, at + 4) !== 0)
      throw new InternalError({ reason: lastFailure(module) });
    const pointer = module.getValue(at, '*');
    const metadata = module.getValue(at + 4, '*');
    const name = module.UTF8ToString(pointer);
    const number = module.getValue(metadata, 'i32');
    const rank = number === 0 ? 0 : module.getValue(metadata + 4, 'i32');
    const shape = Array.from({ length: rank }, (_, dim) => {
      const symbol = module.getValue(metadata + 8 + 4 * dim, '*');
      return symbol === 0 ? module.getValue(metadata + 8 + 4 * (rank + dim), 'i32') : module.UTF8ToString(symbol);
    });
    module._OrtFree(metadata);
    return { pointer, info: { name, type: elementTypeOf(number) ?? 'other', shape } };
  });
}
