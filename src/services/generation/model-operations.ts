import { InternalError } from '../../errors';
import type { LoadProgress } from '../../engines/engine';
import type { TextEngine } from '../../engines/llm/text-engine';
import type { ModelInfo } from '../../engines/llm/text-part';
import { collectOnly } from '../../operations/collect';
import type { Operation } from '../../operations/operation';
import { pendingValues } from './pending-values';
import { emptyRequestSchema, modelRequestSchema, type ModelRequest } from './model-request-schema';

/** Parts of a load: progress, as often as there is some, and the model at the end. */
export type LoadPart =
  | { readonly type: 'progress'; readonly progress: LoadProgress }
  | { readonly type: 'ready'; readonly model: ModelInfo };

const policy = { engine: 'llm', replayable: true } as const;

/** `models.load`: makes a model resident before it is needed. */
export function loadOperation(engine: TextEngine): Operation<ModelRequest, LoadPart, ModelInfo> {
  return {
    name: 'models.load',
    request: modelRequestSchema,
    policy,
    async *handle({ model }, { signal }) {
      // The signal is ours, so that a consumer who leaves early ends the load too.
      const leaving = new AbortController();
      const load = pendingValues(
        (report: (progress: LoadProgress) => void) =>
          engine.load(model, { signal: AbortSignal.any([signal, leaving.signal]), onLoadProgress: report }),
        // Of bytes only the latest count interests; each phase is told.
        (progress, pending) => progress.phase === pending.phase,
      );
      try {
        for (;;) {
          const { done, value } = await load.next();
          if (done) {
            yield { type: 'ready', model: value };
            return;
          }
          yield { type: 'progress', progress: value };
        }
      } finally {
        leaving.abort();
      }
    },
    async collect(parts) {
      for await (const part of parts) if (part.type === 'ready') return part.model;
      throw new InternalError({ reason: 'a load ended without a model' });
    },
  };
}

/** `models.unload`: frees a model and tells whether it was resident. */
export function unloadOperation(engine: TextEngine): Operation<ModelRequest, boolean, boolean> {
  return {
    name: 'models.unload',
    request: modelRequestSchema,
    policy,
    async *handle({ model }) {
      yield await engine.unload(model);
    },
    collect: collectOnly,
  };
}

/** `models.list`: the resident models, most recently used first. */
export function listOperation(
  engine: TextEngine,
): Operation<Record<string, never>, readonly ModelInfo[], readonly ModelInfo[]> {
  return {
    name: 'models.list',
    request: emptyRequestSchema,
    policy: { engine: 'none', replayable: true },
    async *handle() {
      yield engine.loaded();
    },
    collect: collectOnly,
  };
}
