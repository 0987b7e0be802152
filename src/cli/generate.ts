import { composeSystem } from '../compose';
import { toSnakeCase } from '../config/snake-case';
import type { TextPart, TextResult } from '../engines/llm/text-part';
import { TextCollector } from '../engines/llm/collect-text';
import type { OperationEvent } from '../operations/operation';
import { readFileUrl } from './folder-source';
import { modelOfCall } from './model-of-call';
import type { GenerateCall } from './parse-generate';
import { runtimeFiles } from './runtime-files';

export interface Terminal {
  readonly write: (text: string) => void;
  /** For what the reader should know beside the text. */
  readonly complain: (text: string) => void;
  readonly signal: AbortSignal;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Writes text to the terminal by the engine that runs in the page. */
export async function generate(call: GenerateCall, { write, complain, signal, environment }: Terminal): Promise<void> {
  const tell = ({ type, reason }: OperationEvent): void => {
    if (type === 'degraded') complain(`${String(reason)}\n`);
  };
  // Files with tokens end in a line feed, and an empty variable is how a shell unsets one for a single call.
  const token = environment['HF_TOKEN']?.trim() || undefined;
  const system = await composeSystem(
    {
      models: { text: await modelOfCall(call) },
      browser: {
        ...(call.threads !== undefined && { threads: call.threads }),
        hub: { ...(call.hub !== undefined && { host: call.hub }), ...(token !== undefined && { token }) },
      },
    },
    { assets: runtimeFiles(), readFileUrl, quiet: true, notify: tell },
  );
  try {
    const request = call.chat ? { messages: [{ role: 'user', content: call.prompt }] } : { prompt: call.prompt };
    const parts = system.run(
      call.chat ? 'llm.chat' : 'llm.generate',
      { ...call.textOptions, ...request },
      { callId: 'cli', signal, notify: () => undefined },
    ) as AsyncIterable<TextPart>;
    const collector = new TextCollector({});
    for await (const part of parts) {
      collector.push(part);
      if (!call.json && part.type === 'text' && part.sequence === 0) write(part.text);
    }
    write(call.json ? `${JSON.stringify(wireResult(collector.result()))}\n` : '\n');
  } finally {
    await system.dispose();
  }
}

/** The result in the wire's names. */
function wireResult(result: TextResult): object {
  const { usage, timings, model } = result;
  return {
    text: result.text,
    token_ids: result.tokenIds,
    prompt_token_ids: result.promptTokenIds,
    finish_reason: result.finishReason,
    usage: toSnakeCase(usage),
    timings: toSnakeCase(timings),
    model: toSnakeCase(model),
  };
}
