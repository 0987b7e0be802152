import type { TextEngine, TokenizeRequest, TokenizeResult } from '../../engines/llm/text-engine';
import { collectOnly } from '../../operations/collect';
import type { Operation } from '../../operations/operation';
import { tokenizeRequestSchema } from './tokenize-request-schema';

const policy = { engine: 'llm', replayable: true } as const;

/** `llm.tokenize`: cuts a text into the model's tokens. */
export function tokenizeOperation(engine: TextEngine): Operation<TokenizeRequest, TokenizeResult, TokenizeResult> {
  return {
    name: 'llm.tokenize',
    request: tokenizeRequestSchema,
    policy,
    async *handle(request, { signal }) {
      yield await engine.tokenize(request, { signal });
    },
    collect: collectOnly,
  };
}

/** `llm.countTokens`: how many tokens a text has. */
export function countTokensOperation(engine: TextEngine): Operation<TokenizeRequest, number, number> {
  return {
    name: 'llm.countTokens',
    request: tokenizeRequestSchema,
    policy,
    async *handle(request, { signal }) {
      const { tokenIds } = await engine.tokenize(request, { signal });
      yield tokenIds.length;
    },
    collect: collectOnly,
  };
}
