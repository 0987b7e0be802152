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
    [
      { browser: { hub: { host: 'huggingface.co' } } },
      'browser.hub.host',
      'an http or https address',
      '"huggingface.co"',
    ],
    [{ browser: { worker: 'worker.js' } }, 'browser.worker', 'a function', '"worker.js"'],
    [{ browser: { threads: 0 } }, 'browser.threads', 'an integer from 1 to 64', '0'],
    [{ logLevel: 'TRACE' }, 'logLevel', "one of 'DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'", '"TRACE"'],
    [{ enableCashing: true }, 'enableCashing', 'a known option; did you mean enableCaching?', 'an unknown one'],
    [{ cache: { max_size: 100 } }, 'cache.max_size', 'a known option; did you mean maxSize?', 'an unknown one'],
    [
      { browser: { ortPaths: { wsam: {} } } },
      'browser.ortPaths.wsam',
      'a known option; did you mean wasm?',
      'an unknown one',
    ],
    [
      { browser: { ortPaths: { wasm: { mjs: 'a' } } } },
      'browser.ortPaths.wasm.wasm',
      'a string that is not empty',
      'nothing',
    ],
    [{ browser: { fetch: 'fetch' } }, 'browser.fetch', 'a function', '"fetch"'],
    [{ cache: null }, 'cache', 'an object', 'null'],
    [{ models: { text: 5 } }, 'models.text', "a hub id ('owner/name'), an address, or a model descriptor", '5'],
    [[], '', 'an object', 'an empty array'],
    [null, '', 'an object', 'null'],
  ])('refuses %j', (config, field, expected, received) => {
    expect(problemsOf(config)).toEqual([{ field, expected, received }]);
  });

  it.each([
    ['cache', 'ttl', 60, 86_400],
    ['cache', 'maxSize', 100, 1_000_000],
    ['security', 'rateLimitPerMinute', 1, 10_000],
    ['monitoring', 'healthCheckInterval', 5, 300],
    ['model', 'maxBatchSize', 1, 512],
    ['api', 'timeout', 5, 300],
    ['api', 'maxRequestSize', 1, 104_857_600],
    ['diffusion', 'guidanceScale', 0, 20],
    ['diffusion', 'numInferenceSteps', 1, 100],
    ['diffusion', 'strength', 0, 1],
    ['browser', 'threads', 1, 64],
  ])('bounds %s.%s at both ends, both included', (group, key, least, most) => {
    const fields = (value: unknown) => problemsOf({ [group]: { [key]: value } }).map(({ field }) => field);
    for (const value of [least, most]) expect(fields(value)).toEqual([]);
    for (const value of [least - 1, most + 1, Number.NaN, Infinity, String(least), null])
      expect(fields(value)).toEqual([`${group}.${key}`]);
  });

  it.each(['database', 'gradio', 'host', 'port', 'workers'])(
    'refuses %s by name, since it belongs to the server',
    (key) => {
      expect(problemsOf({ [key]: 1 })).toEqual([
        { field: key, expected: expect.stringMatching(/^no such key in a browser: ./), received: 'one' },
      ]);
    },
  );

  it('asks for an encryption key where encryption is on, also beside other problems', () => {
    expect(problemsOf({ security: { enableEncryption: true } }).map(({ field }) => field)).toEqual([
      'security.encryptionKey',
    ]);
    const fields = problemsOf({ security: { enableEncryption: true, rateLimitPerMinute: 'many' } }).map(
      ({ field }) => field,
    );
    expect(fields.toSorted()).toEqual(['security.encryptionKey', 'security.rateLimitPerMinute']);
  });

  it('accepts encryption with a key', () => {
    expect(problemsOf({ security: { enableEncryption: true, encryptionKey: 'k' } })).toEqual([]);
  });

  it.each([
    { browser: { hub: { token: { secret: '471147' } } } },
    { browser: { hub: { token: 471_147 } } },
    { browser: { hub: { tokn: '471147' } } },
    { browser: { hub: { headers: 'Bearer 471147' } } },
    { browser: { hub: { headers: { 'X-Api-Key': 471_147 } } } },
    { browser: { hub: { headers: { cookie: 471_147 } } } },
    { security: { encryptionKey: 471_147 } },
    { database: 'postgres://me:471147@host' },
  ])('never writes the secret of %j into its message', (config) => {
    const problems = problemsOf(config);
    expect(problems).toHaveLength(1);
    expect(JSON.stringify(problems)).not.toContain('471147');
  });

  it('names the problems of every group in one error', () => {
    expect(
      problemsOf({ port: 80, cache: { ttl: 'x' }, api: { timeout: 1 }, modle: {} }).map(({ field }) => field),
    ).toEqual(['port', 'cache.ttl', 'api.timeout', 'modle']);
  });
});
