import { AbortError } from '../../errors';
import type { PositionLogprobs, TextPart, TextResult, TextSequence } from './text-part';

type OpenSequence = Omit<TextSequence, 'finishReason'> & { finishReason?: TextSequence['finishReason'] };

/** Folds the parts of a text stream, as they come, into its result. */
export class TextCollector {
  readonly #metadata: Readonly<Record<string, unknown>>;
  readonly #sequences: OpenSequence[] = [];
  #start: Extract<TextPart, { type: 'start' }> | undefined;
  #finish: Extract<TextPart, { type: 'finish' }> | undefined;

  /** @param metadata - the request's, passed through to the result */
  constructor(metadata: Readonly<Record<string, unknown>> = {}) {
    this.#metadata = metadata;
  }

  /** Text of the first sequence so far. */
  get partialText(): string {
    return this.#sequences[0]?.text ?? '';
  }

  /** Token ids of the first sequence so far. */
  get partialTokenIds(): readonly number[] {
    return this.#sequences[0]?.tokenIds ?? [];
  }

  push(part: TextPart): void {
    switch (part.type) {
      case 'start':
        this.#start = part;
        break;
      case 'text':
        this.#append(part.sequence, part.text, part.tokenIds, part.logprobs);
        break;
      case 'sequence-finish': {
        const sequence = this.#sequence(part.sequence);
        sequence.finishReason = part.finishReason;
        if (part.stopSequence !== undefined) sequence.stopSequence = part.stopSequence;
        break;
      }
      case 'finish':
        this.#finish = part;
        break;
      case 'recovered':
        break;
    }
  }

  /**
   * The whole answer.
   *
   * @throws {AbortError} with the partial text, where the stream ended before its `finish` part
   */
  result(): TextResult {
    const sequences = this.#sequences.filter(isFinished);
    const [first] = sequences;
    const start = this.#start;
    const finish = this.#finish;
    if (!start || !finish || !first || sequences.length < this.#sequences.length) {
      const { partialText, partialTokenIds } = this;
      throw new AbortError({ partialText, partialTokenIds: [...partialTokenIds], reason: 'the stream was left early' });
    }
    return {
      text: first.text,
      tokenIds: first.tokenIds,
      finishReason: first.finishReason,
      sequences,
      promptTokenIds: start.promptTokenIds,
      usage: finish.usage,
      timings: finish.timings,
      model: start.model,
      seed: start.seed,
      metadata: this.#metadata,
    };
  }

  #sequence(index: number): OpenSequence {
    // Sequences may begin in any order: no hole is left before one.
    while (this.#sequences.length <= index) this.#sequences.push({ text: '', tokenIds: [] });
    return this.#sequences[index] as OpenSequence;
  }

  #append(index: number, text: string, tokenIds: readonly number[], logprobs?: readonly PositionLogprobs[]): void {
    const sequence = this.#sequence(index);
    sequence.text += text;
    for (const id of tokenIds) sequence.tokenIds.push(id);
    if (logprobs) (sequence.logprobs ??= []).push(...logprobs);
  }
}

function isFinished(sequence: OpenSequence): sequence is TextSequence {
  return sequence.finishReason !== undefined;
}

/** Reads a text stream to its end. */
export async function collectText(
  parts: AsyncIterable<TextPart>,
  metadata?: Readonly<Record<string, unknown>>,
): Promise<TextResult> {
  const collector = new TextCollector(metadata);
  for await (const part of parts) collector.push(part);
  return collector.result();
}
