import { AbortError } from '../../src/errors';
import type { LoadProgress } from '../../src/engines/engine';
import type { EngineCall, TextEngine } from '../../src/engines/llm/text-engine';
import type { ModelInfo, TextPart } from '../../src/engines/llm/text-part';
import type { ModelReference } from '../../src/models/model-reference';

export const scriptedModel: ModelInfo = {
  id: 'scripted',
  dtype: 'fp32',
  device: 'wasm',
  path: 'api',
  architecture: 'scripted',
  contextLength: 64,
  vocabularySize: 256,
  chat: true,
  sizeBytes: 1,
};

/** Waits for a signal and then ends as an engine does. */
export function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const abort = (): void => reject(new AbortError());
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
  });
}

/**
 * An engine at the level of its contract, for tests of what stands above it: it writes the bytes of the prompt back, one token each, and records
 * what it was asked. A prompt that begins with `hang` stops after its first token and waits for the abort.
 */
export class ScriptedTextEngine implements TextEngine {
  readonly name = 'llm';
  readonly calls: { name: string; request: unknown; call: EngineCall | undefined }[] = [];
  readonly progress: LoadProgress[] = [];
  /** What `load` waits for after it has told its progress. */
  loading: Promise<unknown> = Promise.resolve();
  ended = 0;

  async *#write(name: string, prompt: string, request: unknown, call: EngineCall): AsyncGenerator<TextPart> {
    this.calls.push({ name, request, call });
    try {
      const bytes = [...new TextEncoder().encode(prompt)];
      yield { type: 'start', model: scriptedModel, promptTokenIds: bytes, seed: 7, queueMs: 0, loadMs: 0 };
      for (const [index, id] of bytes.entries()) {
        if (prompt.startsWith('hang') && index === 1) await untilAborted(call.signal);
        yield { type: 'text', sequence: 0, text: String.fromCharCode(id), tokenIds: [id], randomPosition: index + 1 };
      }
      yield { type: 'sequence-finish', sequence: 0, finishReason: 'stop' };
      yield {
        type: 'finish',
        usage: { promptTokens: bytes.length, completionTokens: bytes.length, totalTokens: 2 * bytes.length },
        timings: { queueMs: 0, loadMs: 0, prefillMs: 1, decodeMs: 1, totalMs: 2, tokensPerSecond: 1 },
      };
    } finally {
      this.ended += 1;
    }
  }

  generate(request: Parameters<TextEngine['generate']>[0], call: EngineCall): AsyncIterable<TextPart> {
    return this.#write('generate', request.prompt, request, call);
  }

  chat(request: Parameters<TextEngine['chat']>[0], call: EngineCall): AsyncIterable<TextPart> {
    return this.#write('chat', request.messages.map(({ content }) => content).join('\n'), request, call);
  }

  async tokenize(request: Parameters<TextEngine['tokenize']>[0], call: EngineCall) {
    this.calls.push({ name: 'tokenize', request, call });
    const tokenIds = [...new TextEncoder().encode(request.text)];
    return { tokenIds, tokens: tokenIds.map((id) => String.fromCharCode(id)) };
  }

  async load(model: ModelReference | undefined, call: EngineCall): Promise<ModelInfo> {
    this.calls.push({ name: 'load', request: model, call });
    for (const progress of this.progress) call.onLoadProgress?.(progress);
    await Promise.race([this.loading, untilAborted(call.signal)]);
    return scriptedModel;
  }

  async unload(model: ModelReference | undefined): Promise<boolean> {
    this.calls.push({ name: 'unload', request: model, call: undefined });
    return model === 'owner/resident';
  }

  loaded(): readonly ModelInfo[] {
    return [scriptedModel];
  }

  health() {
    return { state: 'idle', queued: 0, requests: this.calls.length, failures: 0 } as const;
  }

  async dispose(): Promise<void> {}
}
