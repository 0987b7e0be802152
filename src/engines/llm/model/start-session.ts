import { ModelNotFoundError, ModelUnsupportedError } from '../../../errors';
import { throwIfAborted } from '../../../errors/throw-if-aborted';
import type { ModelSource } from '../../../models/model-source';
import { resolveTextModel, type ResolveOptions } from '../../../models/resolve-text-model';
import type { TextModelFiles } from '../../../models/text-model-files';
import type { Runtime } from '../../../runtime/runtime';
import type { Device, Session } from '../../../runtime/session';
import { stateOutput } from '../decoder/pair-state';

export interface StartOptions {
  readonly runtime: Runtime;
  readonly device: Device;
  readonly resolve: Omit<ResolveOptions, 'without' | 'signal'>;
  readonly signal: AbortSignal;
  /** Awaited when the files are there, before memory is taken for them. */
  readonly beforeCreating?: (files: TextModelFiles) => Promise<void>;
  /** Hears of a graph that `auto` took and that no session could be made of. */
  readonly onFallback?: (reason: string) => void;
}

export interface StartedSession {
  readonly files: TextModelFiles;
  readonly session: Session;
}

/**
 * Fetches a model and makes its session.
 *
 * Where the dtype is `auto` and the device cannot run the graph that it took, the next dtype of the repository is taken: exports of one model
 * differ in their operators (8 and 4 bits of Gemma 3 look their embeddings up with GatherBlockQuantized, which not every build has).
 *
 * @throws {ModelUnsupportedError} of the first graph where none of them runs
 */
export async function startSession(source: ModelSource, options: StartOptions): Promise<StartedSession> {
  const { runtime, device, resolve, signal } = options;
  const mayFallBack = (resolve.dtype ?? 'auto') === 'auto' && resolve.graphFile === undefined;
  const refused: string[] = [];
  let firstRefusal: ModelUnsupportedError | undefined;
  for (;;) {
    let files: TextModelFiles;
    try {
      files = await resolveTextModel(source, { ...resolve, without: refused, signal });
    } catch (error) {
      throw firstRefusal !== undefined && error instanceof ModelNotFoundError ? firstRefusal : error;
    }
    throwIfAborted(signal);
    await options.beforeCreating?.(files);
    try {
      return {
        files,
        session: await runtime.createSession(files.files, { device, deviceOutputs: stateOutputs(files), signal }),
      };
    } catch (error) {
      if (!mayFallBack || !(error instanceof ModelUnsupportedError)) throw error;
      firstRefusal ??= error;
      refused.push(files.graphFile);
      options.onFallback?.(error.message);
    }
  }
}

/** State outputs as the graph file names them: they are decided on before there is a session to ask. */
function stateOutputs({ graph, genaiConfig }: TextModelFiles): string[] {
  const outputs = new Set(graph.outputs.map(({ name }) => name));
  const decoder = (genaiConfig?.['model'] as { decoder?: Record<string, Record<string, unknown>> } | undefined)
    ?.decoder;
  return graph.inputs.flatMap(({ name }) => {
    const output = stateOutput(name, outputs, decoder?.['inputs'] ?? {}, decoder?.['outputs'] ?? {});
    return output === undefined ? [] : [output];
  });
}
