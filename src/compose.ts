import { createIndexedDbBlobStore } from './caching/indexeddb-blob-store';
import type { BlobStore } from './caching/blob-store';
import { loadConfig, type ConfigSource } from './config/load-config';
import { resolveOrtPaths } from './config/ort-paths';
import type { ResolvedConfig } from './config/resolved-config';
import { createTextEngine } from './engines/llm/create-text-engine';
import { createSourceFactory } from './models/create-source';
import type { Dtype } from './models/model-reference';
import type { ReadFileUrl } from './models/sources/embedded-source';
import type { OperationEvent } from './operations/operation';
import { createSystem } from './operations/create-system';
import type { System } from './operations/system';
import { createConsoleLogger } from './logging/console-logger';
import { silentLogger } from './logging/logger';
import { createRuntime } from './runtime/create-runtime';
import type { RuntimeAssets } from './runtime/runtime';
import { createGenerationOperations } from './services/generation/create-generation-operations';
import type { HealthStatus } from './services/generation/health-status';

/** What the surroundings give: a worker of a page, or a process of Node. */
export interface Surroundings {
  readonly assets: RuntimeAssets;
  /** What addresses in the config are relative to. @default the address of this script's context, where it has one */
  readonly baseUrl?: string;
  /** Hears of status that belongs to no call. */
  readonly notify?: (event: OperationEvent) => void;
  /** @default the global `fetch` */
  readonly fetch?: typeof globalThis.fetch;
  /** Reads `file:` addresses, where there is a disk. */
  readonly readFileUrl?: ReadFileUrl;
  /** Keeps the console clean: it is the command line's own. @default false */
  readonly quiet?: boolean;
}

const version = '2.0.0';

/** The server's names of precisions beside those of the hub. */
const precisions: Readonly<Record<string, Dtype>> = { float32: 'fp32', float16: 'fp16', int4: 'q4' };

/**
 * Builds the whole system: the only place that knows every part.
 *
 * @throws {InvalidConfigError} before anything is built
 */
export async function composeSystem(config: ConfigSource, surroundings: Surroundings): Promise<System> {
  const { notify = () => undefined, fetch, readFileUrl, baseUrl = globalThis.location?.href } = surroundings;
  const resolved = await loadConfig(config, { fetch, baseUrl });
  const assets = resolveOrtPaths(surroundings.assets, resolved.browser.ortPaths, baseUrl);
  const logger = surroundings.quiet ? silentLogger : createConsoleLogger({ level: resolved.logLevel });
  const startedAt = Date.now();
  const store = modelStore(resolved);
  let storeFailure: string | undefined;

  const runtime = createRuntime({ assets, threads: resolved.browser.threads });
  const engine = createTextEngine({
    runtime,
    createSource: createSourceFactory({
      hub: resolved.browser.hub,
      fetch,
      readFileUrl,
      store,
      onStoreFailure: ({ operation, key, error }) => {
        storeFailure = error instanceof Error ? error.message : String(error);
        logger.warning('the model cache failed', { operation, key, reason: storeFailure });
        notify({ type: 'degraded', reason: `model cache: ${operation} of ${key}: ${storeFailure}` });
      },
    }),
    defaults: {
      device: resolved.model.device,
      dtype: precisions[resolved.model.precision] ?? (resolved.model.precision as Dtype),
    },
    defaultModel: resolved.models.text,
    budgetBytes: resolved.browser.memoryBudgetBytes,
    hubHost: resolved.browser.hub.host,
    onEvent: (event) => {
      if (event.type === 'degraded') logger.warning('a model does not run as it was chosen', { reason: event.reason });
      else if (event.type !== 'loading') logger.debug(`model ${event.type}`, { ...event.model });
      notify(event);
    },
  });

  async function health(): Promise<HealthStatus> {
    const llm = engine.health();
    const failing = llm.state === 'error';
    return {
      status: failing ? 'unhealthy' : storeFailure === undefined ? 'healthy' : 'degraded',
      version,
      uptimeSeconds: (Date.now() - startedAt) / 1000,
      engines: { llm },
      device: await runtime.probe(),
      memory: runtime.memory(),
      models: [...engine.loaded()],
      storage: {
        kind: store === undefined || storeFailure !== undefined ? 'memory' : 'indexeddb',
        ...(storeFailure !== undefined && { lastFailure: storeFailure }),
      },
      config: { systemMode: resolved.systemMode },
    };
  }

  return createSystem({
    operations: createGenerationOperations({ engine, health }),
    async dispose() {
      await engine.dispose();
      await runtime.dispose();
      await store?.close();
    },
  });
}

function modelStore({ browser }: ResolvedConfig): BlobStore | undefined {
  return browser.modelCache && typeof indexedDB !== 'undefined' ? createIndexedDbBlobStore() : undefined;
}
