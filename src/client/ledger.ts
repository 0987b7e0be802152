import type { ResumePoint } from '../engines/llm/resume-point';
import type { TextPart } from '../engines/llm/text-part';

/** What the page knows of a call that is not done: enough to run it again from where the consumer stands. */
export interface LedgerCall {
  readonly callId: string;
  readonly operation: string;
  readonly request: unknown;
  /** Runs of this call so far. */
  attempts: number;
  /** The seed in use; undefined until the run has started. */
  seed: number | undefined;
  readonly sequences: { tokenIds: number[]; text: string; randomPosition: number }[];
}

/** The open calls of a page. It survives the worker, which holds nothing that cannot be had again from here. */
export class Ledger {
  readonly #calls = new Map<string, LedgerCall>();
  #count = 0;

  /** Opens an account for a call. */
  open(operation: string, request: unknown): LedgerCall {
    this.#count += 1;
    const call: LedgerCall = {
      callId: `call-${this.#count}`,
      operation,
      request,
      attempts: 1,
      seed: undefined,
      sequences: [],
    };
    this.#calls.set(call.callId, call);
    return call;
  }

  /** Calls that are open, oldest first. */
  list(): readonly LedgerCall[] {
    return [...this.#calls.values()];
  }

  /** Books what the consumer is about to see. */
  record(call: LedgerCall, part: TextPart): void {
    if (part.type === 'start') call.seed = part.seed;
    if (part.type !== 'text') return;
    // Sequences may begin in any order: no hole is left before one.
    while (call.sequences.length <= part.sequence) call.sequences.push({ tokenIds: [], text: '', randomPosition: 0 });
    const sequence = call.sequences[part.sequence];
    if (sequence === undefined) return;
    sequence.tokenIds.push(...part.tokenIds);
    sequence.text += part.text;
    sequence.randomPosition = part.randomPosition;
  }

  /** Where a further run of this call has to go on; undefined where nothing was given yet. */
  resumePoint({ seed, sequences }: LedgerCall): ResumePoint | undefined {
    return seed === undefined ? undefined : { seed, sequences };
  }

  close(call: LedgerCall): void {
    this.#calls.delete(call.callId);
  }
}
