import type { FinishReason, TextPart } from 'blaze-ai';

/** Why a text is at its end: the model's reason, or the reader's, or an error. */
export type Ending = FinishReason | 'stopped' | 'failed';

/** A text and its numbers, while it is being written and after. */
export interface Writing {
  readonly text: string;
  /** Id of the model that writes it. */
  readonly modelId?: string;
  readonly promptTokens: number;
  readonly tokens: number;
  readonly seed?: number;
  /** From the call to the first token; loading does not count, since the model is resident by then. */
  readonly firstTokenMs?: number;
  /** The first token is not counted: its time is the prompt's. */
  readonly tokensPerSecond?: number;
  readonly ending?: Ending;
}

/** Before the first part. */
export const noWriting: Writing = { text: '', promptTokens: 0, tokens: 0 };

/** When things happened, in milliseconds of one clock. */
export interface WritingTimes {
  readonly calledMs: number;
  readonly nowMs: number;
}

/** The writing after one more part of its stream. */
export function withPart(writing: Writing, part: TextPart, times: WritingTimes): Writing {
  switch (part.type) {
    case 'start':
      return { ...writing, modelId: part.model.id, promptTokens: part.promptTokenIds.length, seed: part.seed };
    case 'text':
      return withTokens(writing, part.text, part.tokenIds.length, times);
    case 'sequence-finish':
      return { ...writing, ending: part.finishReason };
    case 'finish':
      return withFinalNumbers(writing, part);
    case 'recovered':
      return writing;
  }
}

function withTokens(writing: Writing, text: string, count: number, { calledMs, nowMs }: WritingTimes): Writing {
  const tokens = writing.tokens + count;
  const firstTokenMs = writing.firstTokenMs ?? nowMs - calledMs;
  const decodingMs = nowMs - calledMs - firstTokenMs;
  return {
    ...writing,
    text: writing.text + text,
    tokens,
    firstTokenMs,
    ...(decodingMs > 0 && { tokensPerSecond: ((tokens - 1) * 1000) / decodingMs }),
  };
}

function withFinalNumbers(writing: Writing, { usage, timings }: TextPart & { type: 'finish' }): Writing {
  return {
    ...writing,
    promptTokens: usage.promptTokens,
    tokens: usage.completionTokens,
    ...(timings.tokensPerSecond > 0 && { tokensPerSecond: timings.tokensPerSecond }),
  };
}
