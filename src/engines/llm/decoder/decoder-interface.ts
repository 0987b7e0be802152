import type { ElementType } from '../../../runtime/tensor';

/** One tensor of state that a graph takes and gives back on each run. */
export interface StateSlot {
  /** Graph input: the state before the run. */
  readonly input: string;
  /** Graph output: the state after it. */
  readonly output: string;
  readonly type: ElementType;
  /** Shape for one sequence; 0 at the token axis. */
  readonly dims: readonly number[];
  /** The axis that grows with the tokens; undefined for convolution and recurrent state, which has a fixed size. */
  readonly tokenAxis: number | undefined;
  /** The attention operator reads past and writes present in one buffer (GroupQueryAttention). */
  readonly shareable: boolean;
}

/** An input beside the ids and the state, which is a function of positions alone. */
export interface AuxiliaryInput {
  readonly name: string;
  readonly role:
    | 'attention-mask'
    | 'position-ids'
    | 'cache-position'
    | 'use-cache-branch'
    | 'logits-to-keep'
    | 'token-type-ids'
    | 'past-length'
    | 'total-length';
  readonly type: ElementType;
  /** As the graph declares it; symbols are free. */
  readonly shape: readonly (number | string)[];
}

/** How a decoder graph is fed: read from the graph, nothing assumed of its family. */
export interface DecoderInterface {
  readonly inputIds: { readonly name: string; readonly type: ElementType };
  readonly auxiliary: readonly AuxiliaryInput[];
  readonly state: readonly StateSlot[];
  readonly logits: { readonly name: string; readonly type: ElementType };
  /** A run with a past may hold more than one token. False for merged graphs, whose branch with a past is traced for one. */
  readonly chunkedPrefill: boolean;
}
