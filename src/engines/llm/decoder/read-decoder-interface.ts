import { ModelUnsupportedError } from '../../../errors';
import type { GraphSummary } from '../../../models/onnx/graph-summary';
import type { JsonObject } from '../../../models/text-model-files';
import type { Session } from '../../../runtime/session';
import type { ElementType, TensorInfo } from '../../../runtime/tensor';
import type { AuxiliaryInput, DecoderInterface, StateSlot } from './decoder-interface';
import { stateOutput, type NamePatterns } from './pair-state';
import { resolveStateShape, type ShapeFacts } from './state-shape';

export interface DecoderSource {
  /** For messages. */
  readonly name: string;
  readonly session: Pick<Session, 'inputs' | 'outputs' | 'device'>;
  readonly graph: GraphSummary;
  readonly facts: ShapeFacts;
  readonly genaiConfig: JsonObject | undefined;
}

const auxiliaryRoles: Readonly<Record<string, AuxiliaryInput['role']>> = {
  attention_mask: 'attention-mask',
  position_ids: 'position-ids',
  cache_position: 'cache-position',
  use_cache_branch: 'use-cache-branch',
  num_logits_to_keep: 'logits-to-keep',
  logits_to_keep: 'logits-to-keep',
  token_type_ids: 'token-type-ids',
  seqlens_k: 'past-length',
  past_seq_len: 'past-length',
  past_sequence_length: 'past-length',
  total_seqlen: 'total-length',
  total_seq_len: 'total-length',
  total_sequence_length: 'total-length',
};

/** Finds out how a decoder graph wants to be fed; refuses what cannot be fed, naming the input. */
export function readDecoderInterface(source: DecoderSource): DecoderInterface {
  const { session, graph } = source;
  const refuse = (reason: string): never => {
    throw new ModelUnsupportedError({ model: source.name, reason });
  };
  const patterns = genaiPatterns(source.genaiConfig);
  const idsName = typeof patterns.inputs['input_ids'] === 'string' ? patterns.inputs['input_ids'] : 'input_ids';
  const ids = session.inputs.get(idsName);
  if (ids === undefined)
    return refuse(
      session.inputs.has('inputs_embeds')
        ? 'the graph takes inputs_embeds instead of input_ids: the embedding is a graph of its own'
        : `the graph has no input ${idsName}; it takes ${[...session.inputs.keys()].join(', ')}`,
    );
  const attention = sharedAttention(graph);
  const auxiliary: AuxiliaryInput[] = [];
  const state: StateSlot[] = [];
  for (const [name, info] of session.inputs) {
    if (name === idsName) continue;
    const role = auxiliaryRoles[name];
    if (role !== undefined) {
      auxiliary.push({ name, role, type: usable(info, refuse), shape: info.shape });
      continue;
    }
    const output = stateOutput(name, session.outputs, patterns.inputs, patterns.outputs);
    if (output === undefined) return refuse(`input ${name} (${info.shape.join('x')}) is of no known kind`);
    const shape = resolveStateShape(info.shape, source.facts);
    if ('unknown' in shape) return refuse(`input ${name}: no config tells the size of its dimension ${shape.unknown}`);
    state.push({
      input: name,
      output,
      type: usable(info, refuse),
      ...shape,
      shareable: attention.has(name) && attention.get(name) === output,
    });
  }
  return {
    inputIds: { name: idsName, type: usable(ids, refuse) },
    auxiliary,
    state,
    logits: findLogits(session.outputs, state, refuse),
    chunkedPrefill: !auxiliary.some(({ role }) => role === 'use-cache-branch'),
  };
}

type Refuse = (reason: string) => never;

function usable(info: TensorInfo, refuse: Refuse): ElementType {
  return info.type === 'other' ? refuse(`${info.name} is of a type that cannot be fed`) : info.type;
}

function findLogits(
  outputs: ReadonlyMap<string, TensorInfo>,
  state: readonly StateSlot[],
  refuse: Refuse,
): DecoderInterface['logits'] {
  const stateful = new Set(state.map(({ output }) => output));
  const others = [...outputs.values()].filter(({ name }) => !stateful.has(name));
  const logits = outputs.get('logits') ?? (others.length === 1 ? others[0] : undefined);
  if (logits === undefined || (logits.type !== 'float32' && logits.type !== 'float16'))
    return refuse(`the graph has no output logits; it gives ${others.map(({ name }) => name).join(', ')}`);
  return { name: logits.name, type: logits.type };
}

/** Past inputs of GroupQueryAttention with the outputs that may be the same buffer. */
function sharedAttention(graph: GraphSummary): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>();
  for (const { operator, inputs, outputs } of graph.nodes) {
    if (operator !== 'GroupQueryAttention') continue;
    for (const [input, output] of [
      [inputs[3], outputs[1]],
      [inputs[4], outputs[2]],
    ] as const)
      if (input && output) pairs.set(input, output);
  }
  return pairs;
}

function genaiPatterns(genaiConfig: JsonObject | undefined): { inputs: NamePatterns; outputs: NamePatterns } {
  const model = genaiConfig?.['model'] as { decoder?: { inputs?: NamePatterns; outputs?: NamePatterns } } | undefined;
  return { inputs: model?.decoder?.inputs ?? {}, outputs: model?.decoder?.outputs ?? {} };
}
