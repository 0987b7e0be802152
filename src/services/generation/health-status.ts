import type { EngineHealth } from '../../engines/engine';
import type { ModelInfo } from '../../engines/llm/text-part';
import type { DeviceReport, MemoryReport } from '../../runtime/runtime';

/** Overall states, as the server's SDK names them. */
export type HealthState = 'healthy' | 'degraded' | 'unhealthy' | 'unknown';

/** What a health check tells. */
export interface HealthStatus {
  readonly status: HealthState;
  /** Version of the library. */
  readonly version: string;
  /** Since the worker built the system. */
  readonly uptimeSeconds: number;
  readonly engines: Readonly<Record<string, EngineHealth>>;
  readonly device: DeviceReport;
  readonly memory: MemoryReport;
  /** Resident models, most recently used first. */
  readonly models: readonly ModelInfo[];
  /** Where model files are kept. */
  readonly storage: {
    readonly kind: 'indexeddb' | 'memory';
    /** Why the store could not be used, where it could not. */
    readonly lastFailure?: string;
  };
  /** What the config says, without its secrets. */
  readonly config: { readonly systemMode: string };
}
