import { InternalError } from '../../errors';
import { classifyFailure } from '../classify-failure';
import { elementCount, tensorBytes, viewElements } from '../element-type';
import type { LedgerEntry, MemoryLedger } from '../memory-ledger';
import type { Device, OutputRequest, Session, SessionModel, SessionOptions } from '../session';
import { planSlice } from '../slice-plan';
import { elementBytes, type DeviceTensor, type ElementType, type HostArray, type TensorInfo } from '../tensor';
import { ApiTensor } from './api-tensor';
import { copyGpuBuffer, createGpuBuffer, readGpuBuffer } from './gpu-buffers';
import type { OrtApi, OrtSession, OrtSessionOptions, OrtTensor, OrtTensorType } from './ort-api';

export interface ApiSessionDependencies {
  readonly ort: OrtApi;
  readonly ledger: MemoryLedger;
  /** The GPU device that the session computes on; undefined on WASM. */
  readonly gpu: (() => Promise<GPUDevice>) | undefined;
}

/** A session on ONNX Runtime's JavaScript API: the way to WebGPU, and the fallback of the raw path on WASM. */
export class ApiSession implements Session {
  readonly device: Device;
  readonly path = 'api';
  readonly canWriteInto: boolean;
  readonly inputs: ReadonlyMap<string, TensorInfo>;
  readonly outputs: ReadonlyMap<string, TensorInfo>;
  readonly #ort: OrtApi;
  readonly #ledger: MemoryLedger;
  readonly #entry: LedgerEntry;
  readonly #session: OrtSession;
  readonly #model: string;
  readonly #gpu: GPUDevice | undefined;
  #disposed = false;

  private constructor(
    { ort, ledger }: ApiSessionDependencies,
    session: OrtSession,
    model: SessionModel,
    sizeBytes: number,
    gpu: GPUDevice | undefined,
  ) {
    this.device = gpu === undefined ? 'wasm' : 'webgpu';
    this.canWriteInto = gpu !== undefined;
    this.inputs = tensorInfos(session.inputMetadata);
    this.outputs = tensorInfos(session.outputMetadata);
    this.#ort = ort;
    this.#ledger = ledger;
    this.#entry = ledger.hold('session', sizeBytes);
    this.#session = session;
    this.#model = model.name;
    this.#gpu = gpu;
  }

  static async create(
    dependencies: ApiSessionDependencies,
    model: SessionModel,
    { device, deviceOutputs }: SessionOptions,
  ): Promise<ApiSession> {
    const onGpu = device === 'webgpu';
    const externalData = model.externalData.map(({ path, data }) => ({ path, data }));
    const options: OrtSessionOptions = {
      executionProviders: [device],
      graphOptimizationLevel: 'all',
      logSeverityLevel: 4,
      externalData,
      ...(onGpu && {
        preferredOutputLocation: Object.fromEntries(deviceOutputs.map((name) => [name, 'gpu-buffer' as const])),
      }),
    };
    const sizeBytes = externalData.reduce(
      (sum, { data }) => sum + (data instanceof Uint8Array ? data.byteLength : data.size),
      model.graph.byteLength,
    );
    let session: OrtSession | undefined;
    try {
      session = await dependencies.ort.InferenceSession.create(model.graph, options);
      const gpu = onGpu ? await dependencies.gpu?.() : undefined;
      return new ApiSession(dependencies, session, model, sizeBytes, gpu);
    } catch (error) {
      await session?.release();
      throw classifyFailure(error, { phase: 'create session', device, model: model.name });
    }
  }

  tensor(type: ElementType, dims: readonly number[], data?: HostArray): ApiTensor {
    const count = elementCount(dims);
    const host = data ?? viewElements(type, new ArrayBuffer(count * elementBytes[type]), 0, count);
    // Small inputs (ids, masks) are uploaded by the run itself; state stays on the GPU.
    if (this.#gpu !== undefined && count > 0 && data === undefined) return this.#gpuTensor(type, dims);
    return new ApiTensor(this.#ledger, new this.#ort.Tensor(type as OrtTensorType, host as never, [...dims]));
  }

  async slice(tensor: DeviceTensor, axis: number, start: number, end: number): Promise<DeviceTensor> {
    const source = own(tensor).value;
    const { dims, copies } = planSlice(tensor.type, tensor.dims, axis, start, end);
    if (this.#gpu !== undefined && source.location === 'gpu-buffer' && copies.length > 0) {
      const result = this.#gpuTensor(tensor.type, dims);
      copyGpuBuffer(this.#gpu, source.gpuBuffer as GPUBuffer, result.value.gpuBuffer as GPUBuffer, copies);
      return result;
    }
    const from = await tensor.read();
    const bytes = new Uint8Array(from.buffer, from.byteOffset, from.byteLength);
    const target = new Uint8Array(tensorBytes(tensor.type, dims));
    for (const { fromBytes, toBytes, lengthBytes } of copies)
      target.set(bytes.subarray(fromBytes, fromBytes + lengthBytes), toBytes);
    return this.tensor(tensor.type, dims, viewElements(tensor.type, target.buffer, 0, elementCount(dims)));
  }

  async run(
    inputs: Readonly<Record<string, DeviceTensor>>,
    outputs: readonly OutputRequest[],
  ): Promise<Record<string, DeviceTensor>> {
    const feeds: Record<string, OrtTensor> = {};
    for (const [name, tensor] of Object.entries(inputs)) feeds[name] = own(tensor).value;
    const fetches: Record<string, OrtTensor | null> = {};
    for (const { name, into } of outputs) fetches[name] = into === undefined ? null : own(into).value;
    try {
      const results = await this.#session.run(feeds, fetches);
      const missing = outputs.find(({ name }) => results[name] === undefined);
      if (missing !== undefined) {
        for (const { name, into } of outputs) if (into === undefined) results[name]?.dispose();
        throw new InternalError({ reason: `${this.#model} gave no output ${missing.name}` });
      }
      return Object.fromEntries(
        outputs.map(({ name, into }) => [name, into ?? new ApiTensor(this.#ledger, results[name] as OrtTensor)]),
      );
    } catch (error) {
      throw classifyFailure(error, { phase: 'run', device: this.device, model: this.#model });
    }
  }

  async dispose(): Promise<void> {
    if (this.#disposed) return;
    this.#disposed = true;
    // Also where the release fails: there is no second try.
    this.#entry.release();
    await this.#session.release();
  }

  #gpuTensor(type: ElementType, dims: readonly number[]): ApiTensor {
    if (this.#gpu === undefined) throw new InternalError({ reason: 'a GPU tensor was asked of a session on WASM' });
    const device = this.#gpu;
    const bytes = tensorBytes(type, dims);
    const buffer = createGpuBuffer(device, bytes);
    const value = this.#ort.Tensor.fromGpuBuffer(buffer, {
      dataType: type as 'float32',
      dims: [...dims],
      download: async () =>
        viewElements(type, await readGpuBuffer(device, buffer, bytes), 0, elementCount(dims)) as Float32Array,
    });
    return new ApiTensor(this.#ledger, value, () => buffer.destroy());
  }
}

function own(tensor: DeviceTensor): ApiTensor {
  if (tensor instanceof ApiTensor) return tensor;
  throw new InternalError({ reason: 'a tensor of another session path was passed' });
}

function tensorInfos(metadata: OrtSession['inputMetadata']): ReadonlyMap<string, TensorInfo> {
  return new Map(
    metadata.map((value) => [
      value.name,
      value.isTensor
        ? {
            name: value.name,
            type: value.type in elementBytes ? (value.type as ElementType) : 'other',
            shape: value.shape,
          }
        : { name: value.name, type: 'other', shape: [] },
    ]),
  );
}
