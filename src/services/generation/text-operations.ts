import { collectText } from '../../engines/llm/collect-text';
import type { ResumePoint } from '../../engines/llm/resume-point';
import type { EngineCall, TextEngine } from '../../engines/llm/text-engine';
import type { TextPart, TextResult } from '../../engines/llm/text-part';
import type { ChatRequest, TextRequest } from '../../engines/llm/text-request';
import type { Operation, OperationContext } from '../../operations/operation';
import { chatRequestSchema } from './chat-request-schema';
import { withExecutionTimeout } from './execution-timeout';
import { textRequestSchema } from './text-request-schema';

const policy = { engine: 'llm', replayable: true } as const;

/** The page's ledger made the resume point of a text call; nobody else writes one. */
function engineCall({ resume }: OperationContext, signal: AbortSignal): EngineCall {
  return { signal, ...(resume !== undefined && { resume: resume as ResumePoint }) };
}

/** `llm.generate`: continues a prompt. */
export function generateOperation(engine: TextEngine): Operation<TextRequest, TextPart, TextResult> {
  return {
    name: 'llm.generate',
    request: textRequestSchema,
    policy,
    handle: (request, context) =>
      withExecutionTimeout(request.timeoutMs, context.signal, (signal) =>
        engine.generate(request, engineCall(context, signal)),
      ),
    collect: (parts, { metadata }) => collectText(parts, metadata),
  };
}

/** `llm.chat`: answers messages by the model's chat template. */
export function chatOperation(engine: TextEngine): Operation<ChatRequest, TextPart, TextResult> {
  return {
    name: 'llm.chat',
    request: chatRequestSchema,
    policy,
    handle: (request, context) =>
      withExecutionTimeout(request.timeoutMs, context.signal, (signal) =>
        engine.chat(request, engineCall(context, signal)),
      ),
    collect: (parts, { metadata }) => collectText(parts, metadata),
  };
}
