import type { Device, Session, SessionModel, SessionOptions } from './session';

/** Which of ONNX Runtime's WebAssembly builds is in use. */
export type RuntimeBuild = 'wasm' | 'asyncify' | 'jspi';

/** What this device can do, found out once. */
export interface DeviceReport {
  /** WebGPU: an adapter answered. */
  readonly webgpu: boolean;
  /** Why there is no WebGPU, when there is none. */
  readonly webgpuReason?: string;
  /** The adapter computes in float16. */
  readonly shaderF16: boolean;
  /** Adapter description (vendor, architecture), where given. */
  readonly adapter?: string;
  /** Largest GPU buffer, in bytes. */
  readonly maxBufferBytes?: number;
  /** Shared memory between threads is allowed: COOP and COEP are set. */
  readonly crossOriginIsolated: boolean;
  /** Threads that the WASM runtime may use. */
  readonly threads: number;
  /** JavaScript Promise Integration. */
  readonly jspi: boolean;
  /** The device that `auto` takes. */
  readonly preferred: Device;
}

/** What the runtime holds. */
export interface MemoryReport {
  readonly sessions: number;
  /** Graphs and weights, as far as known from file sizes. */
  readonly modelBytes: number;
  readonly tensors: number;
  readonly tensorBytes: number;
  /** Size of the WASM memory; it never shrinks. */
  readonly wasmHeapBytes: number;
}

/** Where the files of ONNX Runtime are, by build. */
export interface RuntimeFiles {
  /** URL of the emscripten module. */
  readonly mjs: string;
  readonly wasm: string;
}

/** URLs of everything that a runtime may load. */
export interface RuntimeAssets {
  readonly wasm: RuntimeFiles;
  readonly asyncify: RuntimeFiles;
  readonly jspi: RuntimeFiles;
  /** ONNX Runtime's JavaScript API for each build. */
  readonly api: Readonly<Record<RuntimeBuild, string>>;
}

/** ONNX Runtime, loaded at first use. */
export interface Runtime {
  probe(): Promise<DeviceReport>;
  createSession(model: SessionModel, options: SessionOptions): Promise<Session>;
  memory(): MemoryReport;
  /** Waits for a session that is being created and refuses further ones; sessions are their owners' to dispose. */
  dispose(): Promise<void>;
}
