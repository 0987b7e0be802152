/** States of an engine, as the server's SDK names them. */
export type EngineState = 'uninitialized' | 'initializing' | 'idle' | 'busy' | 'error' | 'shutdown';

/** How an engine is, and what it has done since it was made. */
export interface EngineHealth {
  readonly state: EngineState;
  /** Requests that wait. */
  readonly queued: number;
  readonly requests: number;
  readonly failures: number;
  /** Message of the last failure. */
  readonly lastError?: string;
}

/** Phases of loading, in order. */
export type LoadPhase = 'resolving' | 'downloading' | 'creating' | 'ready';

/** How far a load is. */
export interface LoadProgress {
  readonly model: string;
  readonly phase: LoadPhase;
  /** Over all files that are known so far. */
  readonly loadedBytes: number;
  /** Undefined until every size is known. */
  readonly totalBytes?: number;
  readonly files: readonly {
    readonly path: string;
    readonly loadedBytes: number;
    readonly totalBytes?: number;
    readonly cached: boolean;
  }[];
}

/** What all engines have in common; each adds its own typed calls. */
export interface Engine {
  readonly name: string;
  health(): EngineHealth;
  /** Ends what runs, refuses what comes, frees everything. */
  dispose(): Promise<void>;
}
