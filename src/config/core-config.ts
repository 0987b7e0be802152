import type { DeviceChoice, Dtype, ModelReference } from '../models/model-reference';
import type { RuntimeAssets } from '../runtime/runtime';

/** Models that calls take when they name none. */
export interface ModelDefaults {
  text?: ModelReference;
  image?: ModelReference;
}

/** Result and model caches. */
export interface CacheConfig {
  /** Seconds that a result is kept. 60 to 86,400. @default 3600 */
  ttl?: number;
  /** Entries. 100 to 1,000,000. @default 10000 */
  maxSize?: number;
  /** @default true */
  enableLocalCache?: boolean;
  /** Shared between tabs. @default false */
  enableDistributedCache?: boolean;
}

/** Encryption of what is kept, limits and origins of the in-page HTTP API. */
export interface SecurityConfig {
  /** @default false */
  enableEncryption?: boolean;
  /** Required when `enableEncryption` is true. */
  encryptionKey?: string;
  /** @default true */
  enableRateLimiting?: boolean;
  /** 1 to 10,000. @default 100 */
  rateLimitPerMinute?: number;
  /** @default false */
  enableAuditLogging?: boolean;
  /** @default ['*'] */
  allowedOrigins?: readonly string[];
}

/** What is measured and checked in the background. */
export interface MonitoringConfig {
  /** @default true */
  enableMetrics?: boolean;
  /** @default false */
  enableTracing?: boolean;
  /** @default false */
  enableProfiling?: boolean;
  prometheusEndpoint?: string;
  /** Seconds, 5 to 300. @default 30 */
  healthCheckInterval?: number;
  /** @default false */
  enableAlerting?: boolean;
}

/** How models are run. */
export interface ModelConfig {
  /** @default 'auto' */
  device?: DeviceChoice;
  /** The server's names: `float32`, `float16`, `int8`; or a dtype of the hub. @default 'auto' */
  precision?: 'auto' | 'float32' | 'float16' | 'int8' | 'int4' | Dtype;
  /** 1 to 512. @default 32 */
  maxBatchSize?: number;
  modelCacheDir?: string;
  /** @default true */
  enableQuantization?: boolean;
}

/** The in-page HTTP API. */
export interface ApiConfig {
  /** @default '/api/v1' */
  apiPrefix?: string;
  /** Seconds, 5 to 300. @default 30 */
  timeout?: number;
  /** Bytes, 1 to 104,857,600. @default 10485760 */
  maxRequestSize?: number;
  /** @default true */
  enableCors?: boolean;
  /** @default true */
  enableDocs?: boolean;
}

/** Defaults of image calls. */
export interface DiffusionConfig {
  modelId?: string;
  schedulerType?: 'dpm' | 'euler' | 'ddim' | 'lms' | 'pndm' | 'heun' | 'unipc';
  /** 0 to 20. @default 7.5 */
  guidanceScale?: number;
  /** 1 to 100. @default 50 */
  numInferenceSteps?: number;
  /** @default true */
  enableAttentionSlicing?: boolean;
  /** @default false */
  enableVaeSlicing?: boolean;
  /** 0 to 1. @default 0.8 */
  strength?: number;
}

/** Where models come from when they are named by hub id. */
export interface HubConfig {
  /** @default 'https://huggingface.co' */
  host?: string;
  /** Access token for gated repositories; sent to `host` only. */
  token?: string;
  /** Further request headers, sent to `host` only. */
  headers?: Readonly<Record<string, string>>;
}

/** What only a browser has to be told. */
export interface BrowserConfig {
  /** Starts the worker; for bundlers and policies that need their own way. @default the package's own worker file */
  worker?: () => Worker;
  hub?: HubConfig;
  /** Used for every request for model files, on the page's thread. @default the worker's own `fetch` */
  fetch?: typeof globalThis.fetch;
  /** Where ONNX Runtime's files are: a folder, or single addresses. @default beside the package's worker file */
  ortPaths?: string | Partial<RuntimeAssets>;
  /** WASM threads, 1 to 64. @default the least of 4 and the cores, where the page is cross-origin isolated */
  threads?: number;
  /** Bytes of model weights that may be resident; the least recently used model is unloaded first. @default 3 GiB */
  memoryBudgetBytes?: number;
  /** Keep model files in IndexedDB. @default true */
  modelCache?: boolean;
}

/** The whole configuration; every key is optional, unknown keys are refused. In YAML the keys are snake_case. */
export interface CoreConfig {
  /** @default 'production' */
  systemMode?: 'development' | 'staging' | 'production' | 'testing';
  /** @default 'INFO' */
  logLevel?: 'DEBUG' | 'INFO' | 'WARNING' | 'ERROR' | 'CRITICAL';
  logFile?: string;
  /** 1 to 1000. @default 100 */
  maxConcurrentRequests?: number;
  /** @default true */
  enableCircuitBreaker?: boolean;
  /** @default true */
  enableRateLimiting?: boolean;
  /** @default true */
  enableCaching?: boolean;
  /** @default true */
  enableAsync?: boolean;
  cache?: CacheConfig;
  security?: SecurityConfig;
  monitoring?: MonitoringConfig;
  model?: ModelConfig;
  api?: ApiConfig;
  diffusion?: DiffusionConfig;
  models?: ModelDefaults;
  browser?: BrowserConfig;
}
