import { ContextExceededError, InvalidInputError } from '../../../errors';

export interface PromptLimits {
  readonly contextLength: number;
  readonly maxLength: number;
  readonly truncate: 'error' | 'start';
  readonly bosTokenId: number | undefined;
  /** The call, for messages. */
  readonly subject: string;
}

export interface PreparedPrompt {
  readonly tokenIds: readonly number[];
  /** New tokens that fit and were asked for. */
  readonly maxTokens: number;
}

/** Fits a prompt into the context: at least one new token has room. */
export function preparePrompt(tokenIds: readonly number[], limits: PromptLimits): PreparedPrompt {
  const { contextLength, maxLength, truncate, bosTokenId, subject } = limits;
  if (tokenIds.length === 0) {
    if (bosTokenId === undefined)
      throw new InvalidInputError({
        subject,
        problems: [
          {
            field: 'prompt',
            expected: 'a text of at least one token: the model has no begin-of-sequence token to start from',
            received: 'an empty prompt',
          },
        ],
      });
    return preparePrompt([bosTokenId], limits);
  }
  const room = contextLength - 1;
  if (tokenIds.length <= room) return { tokenIds, maxTokens: Math.min(maxLength, contextLength - tokenIds.length) };
  if (truncate === 'error')
    throw new ContextExceededError({ promptTokens: tokenIds.length, limitTokens: room, contextLength });
  // The beginning goes, but for the token that tells the model where a text starts; room is left for what is asked.
  const kept = Math.max(1, contextLength - Math.min(maxLength, Math.ceil(contextLength / 2)));
  const startsWithBos = bosTokenId !== undefined && tokenIds[0] === bosTokenId && kept > 1;
  const cut = startsWithBos
    ? [bosTokenId, ...tokenIds.slice(tokenIds.length - kept + 1)]
    : tokenIds.slice(tokenIds.length - kept);
  return { tokenIds: cut, maxTokens: Math.min(maxLength, contextLength - cut.length) };
}
