import type { RuntimeAssets } from '../runtime/runtime';
import { callable, integer, nonEmptyString, number, oneOf } from '../validation/fields';
import { modelReferenceSchema } from '../validation/model-reference-schema';
import { strictObject, z } from '../validation/zod';
import type { BrowserConfig, CoreConfig } from './core-config';
import type { ResolvedConfig } from './resolved-config';

const flag = (preset: boolean) => z.boolean().default(preset);

const cache = strictObject({
  ttl: integer({ minimum: 60, maximum: 86_400 }).default(3600),
  maxSize: integer({ minimum: 100, maximum: 1_000_000 }).default(10_000),
  enableLocalCache: flag(true),
  enableDistributedCache: flag(false),
});

const security = strictObject({
  enableEncryption: flag(false),
  encryptionKey: nonEmptyString().optional(),
  enableRateLimiting: flag(true),
  rateLimitPerMinute: integer({ minimum: 1, maximum: 10_000 }).default(100),
  enableAuditLogging: flag(false),
  allowedOrigins: z.array(nonEmptyString()).default(['*']),
}).refine(({ enableEncryption, encryptionKey }) => !enableEncryption || encryptionKey !== undefined, {
  path: ['encryptionKey'],
  error: 'a key, since enableEncryption is true',
  // Checked also where other keys are wrong, so that one answer names every problem.
  when: ({ value }) => typeof value === 'object' && value !== null,
});

const monitoring = strictObject({
  enableMetrics: flag(true),
  enableTracing: flag(false),
  enableProfiling: flag(false),
  prometheusEndpoint: nonEmptyString().optional(),
  healthCheckInterval: number({ minimum: 5, maximum: 300 }).default(30),
  enableAlerting: flag(false),
});

const model = strictObject({
  device: oneOf('auto', 'webgpu', 'wasm').default('auto'),
  precision: oneOf(
    ...(['auto', 'float32', 'float16', 'int8', 'int4'] as const),
    ...(['fp32', 'fp16', 'q8', 'uint8', 'q4', 'q4f16', 'bnb4'] as const),
  ).default('auto'),
  maxBatchSize: integer({ minimum: 1, maximum: 512 }).default(32),
  modelCacheDir: nonEmptyString().optional(),
  enableQuantization: flag(true),
});

const api = strictObject({
  apiPrefix: z.string().default('/api/v1'),
  timeout: number({ minimum: 5, maximum: 300 }).default(30),
  maxRequestSize: integer({ minimum: 1, maximum: 104_857_600 }).default(10_485_760),
  enableCors: flag(true),
  enableDocs: flag(true),
});

const diffusion = strictObject({
  modelId: nonEmptyString().optional(),
  schedulerType: oneOf('dpm', 'euler', 'ddim', 'lms', 'pndm', 'heun', 'unipc').default('dpm'),
  guidanceScale: number({ minimum: 0, maximum: 20 }).default(7.5),
  numInferenceSteps: integer({ minimum: 1, maximum: 100 }).default(50),
  enableAttentionSlicing: flag(true),
  enableVaeSlicing: flag(false),
  strength: number({ minimum: 0, maximum: 1 }).default(0.8),
});

const models = strictObject({
  text: modelReferenceSchema.optional(),
  image: modelReferenceSchema.optional(),
});

const hub = strictObject({
  host: z.url({ protocol: /^https?$/, error: 'an http or https address' }).default('https://huggingface.co'),
  token: nonEmptyString().optional(),
  headers: z.record(nonEmptyString(), z.string()).default({}),
});

const runtimeFiles = strictObject({ mjs: nonEmptyString(), wasm: nonEmptyString() });

type OrtPaths = string | Partial<RuntimeAssets>;

const ortPaths: z.ZodType<OrtPaths, OrtPaths> = z.union(
  [
    nonEmptyString(),
    strictObject({
      wasm: runtimeFiles.optional(),
      asyncify: runtimeFiles.optional(),
      jspi: runtimeFiles.optional(),
      api: strictObject({ wasm: nonEmptyString(), asyncify: nonEmptyString(), jspi: nonEmptyString() }).optional(),
    }),
  ],
  { error: "a folder's address, or addresses by build" },
);

const browser = strictObject({
  worker: callable<NonNullable<BrowserConfig['worker']>>().optional(),
  fetch: callable<NonNullable<BrowserConfig['fetch']>>().optional(),
  hub: hub.prefault({}),
  ortPaths: ortPaths.optional(),
  threads: integer({ minimum: 1, maximum: 64 }).optional(),
  memoryBudgetBytes: integer({ minimum: 1 }).default(3 * 1024 ** 3),
  modelCache: flag(true),
});

/** The rules of {@link CoreConfig}; the parsed value has every default. */
export const coreConfigSchema: z.ZodType<ResolvedConfig, CoreConfig> = strictObject({
  systemMode: oneOf('development', 'staging', 'production', 'testing').default('production'),
  logLevel: oneOf('DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL').default('INFO'),
  logFile: nonEmptyString().optional(),
  maxConcurrentRequests: integer({ minimum: 1, maximum: 1000 }).default(100),
  enableCircuitBreaker: flag(true),
  enableRateLimiting: flag(true),
  enableCaching: flag(true),
  enableAsync: flag(true),
  cache: cache.prefault({}),
  security: security.prefault({}),
  monitoring: monitoring.prefault({}),
  model: model.prefault({}),
  api: api.prefault({}),
  diffusion: diffusion.prefault({}),
  models: models.prefault({}),
  browser: browser.prefault({}),
});
