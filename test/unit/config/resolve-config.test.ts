import { describe, expect, it } from 'vitest';
import { presets } from '../../../src/config/presets';
import { resolveConfig } from '../../../src/config/resolve-config';
import { InvalidConfigError } from '../../../src/errors';

function problemsOf(config: unknown) {
  try {
    resolveConfig(config);
  } catch (error) {
    if (error instanceof InvalidConfigError) return error.details.problems;
    throw error;
  }
  return [];
}

describe('resolveConfig', () => {
  it("fills in the server's defaults", () => {
    expect(resolveConfig()).toEqual({
      systemMode: 'production',
      logLevel: 'INFO',
      maxConcurrentRequests: 100,
      enableCircuitBreaker: true,
      enableRateLimiting: true,
      enableCaching: true,
      enableAsync: true,
      cache: { ttl: 3600, maxSize: 10_000, enableLocalCache: true, enableDistributedCache: false },
      security: {
        enableEncryption: false,
        enableRateLimiting: true,
        rateLimitPerMinute: 100,
        enableAuditLogging: false,
        allowedOrigins: ['*'],
      },
      monitoring: {
        enableMetrics: true,
        enableTracing: false,
        enableProfiling: false,
        healthCheckInterval: 30,
        enableAlerting: false,
      },
      model: { device: 'auto', precision: 'auto', maxBatchSize: 32, enableQuantization: true },
      api: { apiPrefix: '/api/v1', timeout: 30, maxRequestSize: 10_485_760, enableCors: true, enableDocs: true },
      diffusion: {
        schedulerType: 'dpm',
        guidanceScale: 7.5,
        numInferenceSteps: 50,
        enableAttentionSlicing: true,
        enableVaeSlicing: false,
        strength: 0.8,
      },
      models: {},
      browser: {
        hub: { host: 'https://huggingface.co', headers: {} },
        memoryBudgetBytes: 3 * 1024 ** 3,
        modelCache: true,
      },
    });
  });

  it('keeps what is given beside the defaults of a group', () => {
    const { cache } = resolveConfig({ cache: { ttl: 60 } });
    expect(cache).toMatchObject({ ttl: 60, maxSize: 10_000 });
  });

  it.each(Object.entries(presets))('accepts the preset %s', (_name, preset) => {
    expect(resolveConfig(preset)).toMatchObject(preset);
  });

  it.each([
    [{ cache: { ttl: 59 } }, 'cache.ttl', 'an integer from 60 to 86400', '59'],
    [{ maxConcurrentRequests: 1001 }, 'maxConcurrentRequests', 'an integer from 1 to 1000', '1001'],
    [{ browser: { hub: { host: 'huggingface.co' } } }, 'browser.hub.host', 'an http or https address', '"huggingface.co"'],
    [{ browser: { worker: 'worker.js' } }, 'browser.worker', 'a function', '"worker.js"'],
    [{ browser: { threads: 0 } }, 'browser.threads', 'an integer from 1 to 64', '0'],
    [{ logLevel: 'TRACE' }, 'logLevel', "one of 'DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'", '"TRACE"'],
    [{ enableCashing: true }, 'enableCashing', 'a known option; did you mean enableCaching?', 'an unknown one'],
    [{ cache: { max_size: 100 } }, 'cache.max_size', 'a known option; did you mean maxSize?', 'an unknown one'],
    [{ models: { text: 5 } }, 'models.text', "a hub id ('owner/name'), an address, or a model descriptor", '5'],
    [[], '', 'an object', 'an empty array'],
    [null, '', 'an object', 'null'],
  ])('refuses %j', (config, field, expected, received) => {
    expect(problemsOf(config)).toEqual([{ field, expected, received }]);
  });

  it.each(['database', 'gradio', 'host', 'port', 'workers'])('refuses %s by name, since it belongs to the server', (key) => {
    expect(problemsOf({ [key]: 1 })).toEqual([
      { field: key, expected: expect.stringMatching(/^no such key in a browser: ./), received: '1' },
    ]);
  });

  it('asks for an encryption key where encryption is on, also beside other problems', () => {
    expect(problemsOf({ security: { enableEncryption: true } }).map(({ field }) => field)).toEqual([
      'security.encryptionKey',
    ]);
    const fields = problemsOf({ security: { enableEncryption: true, rateLimitPerMinute: 'many' } }).map(({ field }) => field);
    expect(fields.toSorted()).toEqual(['security.encryptionKey', 'security.rateLimitPerMinute']);
  });

  it('accepts encryption with a key', () => {
    expect(problemsOf({ security: { enableEncryption: true, encryptionKey: 'k' } })).toEqual([]);
  });

  it('never writes a secret into its message', () => {
    expect(() => resolveConfig({ browser: { hub: { token: { secret: 'hf_abc' } } } })).not.toThrow(/hf_abc/);
    expect(() => resolveConfig({ browser: { hub: { tokn: 'hf_abc' } } })).not.toThrow(/hf_abc/);
  });

  it('names the problems of every group in one error', () => {
    expect(problemsOf({ port: 80, cache: { ttl: 'x' }, api: { timeout: 1 }, modle: {} }).map(({ field }) => field)).toEqual([
      'port',
      'cache.ttl',
      'api.timeout',
      'modle',
    ]);
  });
});
