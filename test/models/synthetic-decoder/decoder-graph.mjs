import { OnnxGraph, elementTypes } from './onnx-graph.mjs';

const { float32, int8, int32, int64 } = elementTypes;
const epsilon = { float: 1e-5 };
const rotaryBase = 10_000;

/**
 * Builds the graph of a decoder in the form that onnxruntime-genai's model builder exports: packed projections into
 * `GroupQueryAttention`, which does the rotary embedding itself, and `SkipSimplifiedLayerNormalization`. The 8-bit form is that of
 * ONNX Runtime's dynamic quantisation: `DynamicQuantizeLinear` and `MatMulInteger`.
 *
 * @param {import('./shapes.mjs').DecoderShape} shape
 * @param {import('./weights-file.mjs').WeightsFile} weights takes the matrices
 * @param {{ quantized: boolean }} options
 */
export function buildDecoderGraph(shape, weights, { quantized }) {
  const { layers, hiddenSize, heads, kvHeads, headSize, feedForwardSize, vocabularySize } = shape;
  const graph = new OnnxGraph();
  const linears = new LinearLayers(graph, weights, quantized);
  graph.input({ name: 'input_ids', type: int64, shape: ['batch_size', 'sequence_length'] });
  graph.input({ name: 'attention_mask', type: int64, shape: ['batch_size', 'total_sequence_length'] });
  const lengths = attentionLengths(graph);
  const rotary = rotaryTables(graph, shape);
  let residual = linears.embedding('input_ids', vocabularySize, hiddenSize);
  /** @type {string | undefined} */
  let skipped;

  /** @param {string} name */
  const normalize = (name) => {
    const weight = graph.initializer(floats(`${name}.weight`, [hiddenSize], () => 1));
    const output = `${name}.output`;
    if (skipped === undefined)
      return graph.node('SimplifiedLayerNormalization', [residual, weight], output, { axis: { int: -1 }, epsilon });
    const inputs = [residual, skipped, weight];
    residual = `${name}.residual`;
    return graph.node('com.microsoft:SkipSimplifiedLayerNormalization', inputs, [output, '', '', residual], {
      epsilon,
    });
  };

  for (let layer = 0; layer < layers; layer++) {
    const name = `layers.${layer}`;
    const past = [`past_key_values.${layer}.key`, `past_key_values.${layer}.value`];
    const present = [`present.${layer}.key`, `present.${layer}.value`];
    for (const input of past)
      graph.input({ name: input, type: float32, shape: ['batch_size', kvHeads, 'past_sequence_length', headSize] });
    for (const output of present)
      graph.output({ name: output, type: float32, shape: ['batch_size', kvHeads, 'total_sequence_length', headSize] });
    const packed = linears.linear(`${name}.qkv`, normalize(`${name}.input_norm`), [
      hiddenSize,
      (heads + 2 * kvHeads) * headSize,
    ]);
    const attended = graph.node(
      'com.microsoft:GroupQueryAttention',
      [packed, '', '', ...past, ...lengths, ...rotary],
      [`${name}.attention`, ...present],
      {
        num_heads: { int: heads },
        kv_num_heads: { int: kvHeads },
        scale: { float: 1 / Math.sqrt(headSize) },
        do_rotary: { int: 1 },
        rotary_interleaved: { int: 0 },
      },
    );
    skipped = linears.linear(`${name}.out`, attended, [heads * headSize, hiddenSize]);
    const normalized = normalize(`${name}.post_attention_norm`);
    const gate = linears.linear(`${name}.gate`, normalized, [hiddenSize, feedForwardSize]);
    const up = linears.linear(`${name}.up`, normalized, [hiddenSize, feedForwardSize]);
    const sigmoid = graph.node('Sigmoid', [gate], `${name}.sigmoid`);
    const activated = graph.node('Mul', [gate, sigmoid], `${name}.silu`);
    const gated = graph.node('Mul', [activated, up], `${name}.gated`);
    skipped = linears.linear(`${name}.down`, gated, [feedForwardSize, hiddenSize]);
  }
  linears.linear('lm_head', normalize('final_norm'), [hiddenSize, vocabularySize], 'logits');
  graph.output({ name: 'logits', type: float32, shape: ['batch_size', 'sequence_length', vocabularySize] });
  return graph;
}

/** The layers that have matrices, in float32 or in 8 bits. */
class LinearLayers {
  #graph;
  #weights;
  #quantized;
  /** Quantised activations, by their name: layers with one input share them. @type {Map<string, [string, string, string]>} */
  #activations = new Map();

  /**
   * @param {OnnxGraph} graph
   * @param {import('./weights-file.mjs').WeightsFile} weights
   * @param {boolean} quantized
   */
  constructor(graph, weights, quantized) {
    this.#graph = graph;
    this.#weights = weights;
    this.#quantized = quantized;
  }

  /**
   * @param {string} ids
   * @param {number} vocabularySize
   * @param {number} hiddenSize
   */
  embedding(ids, vocabularySize, hiddenSize) {
    const name = 'embed_tokens';
    const { weight, scale, zero } = this.#matrix(name, [vocabularySize, hiddenSize], 1);
    const rows = this.#graph.node('Gather', [weight, ids], `${name}.rows`);
    return this.#quantized ? this.#graph.node('DequantizeLinear', [rows, scale, zero], `${name}.output`) : rows;
  }

  /**
   * @param {string} name
   * @param {string} input
   * @param {readonly [rows: number, columns: number]} dims
   * @param {string} [output]
   */
  linear(name, input, dims, output = `${name}.output`) {
    const graph = this.#graph;
    // Variance is kept, as training starts out.
    const { weight, scale, zero } = this.#matrix(name, dims, 1 / Math.sqrt(dims[0]));
    if (!this.#quantized) return graph.node('MatMul', [input, weight], output);
    const [activation, activationScale, activationZero] = this.#activation(input);
    const sums = graph.node('MatMulInteger', [activation, weight, activationZero, zero], `${name}.sums`);
    const cast = graph.node('Cast', [sums], `${name}.cast`, { to: { int: float32 } });
    const factor = graph.node('Mul', [activationScale, scale], `${name}.factor`);
    return graph.node('Mul', [cast, factor], output);
  }

  /**
   * @param {string} name
   * @param {readonly [rows: number, columns: number]} dims
   * @param {number} deviation
   */
  #matrix(name, dims, deviation) {
    const quantized = this.#quantized;
    const { tensor, scale } = this.#weights.append(`${name}.weight`, dims, { quantized, deviation });
    const weight = this.#graph.initializer(tensor);
    if (!quantized) return { weight, scale: '', zero: '' };
    return {
      weight,
      scale: this.#graph.initializer(floats(`${name}.scale`, [], () => scale)),
      zero: this.#graph.initializer({ name: `${name}.zero`, type: int8, dims: [], bytes: new Uint8Array(1) }),
    };
  }

  /** @param {string} input */
  #activation(input) {
    let names = this.#activations.get(input);
    if (names === undefined) {
      names = [`${input}.quantized`, `${input}.scale`, `${input}.zero`];
      this.#graph.node('DynamicQuantizeLinear', [input], names);
      this.#activations.set(input, names);
    }
    return names;
  }
}

/**
 * The last position of each sequence and the length of all, as `GroupQueryAttention` takes them.
 *
 * @param {OnnxGraph} graph
 */
function attentionLengths(graph) {
  const one = graph.initializer(integers('one', [1], [1]));
  const index = graph.initializer(integers('one_index', [], [1]));
  const toInt32 = { to: { int: int32 } };
  const sum = graph.node('ReduceSum', ['attention_mask', one], 'mask_sum', { keepdims: { int: 0 } });
  const last = graph.node('Sub', [sum, one], 'mask_last');
  const seqlens = graph.node('Cast', [last], 'seqlens_k', toInt32);
  const shape = graph.node('Shape', ['attention_mask'], 'mask_shape');
  const length = graph.node('Gather', [shape, index], 'mask_length', { axis: { int: 0 } });
  return [seqlens, graph.node('Cast', [length], 'total_seq_len', toInt32)];
}

/**
 * Cosines and sines of rotary position embedding (Su et al. 2021, https://arxiv.org/abs/2104.09864), `[context, headSize / 2]`.
 *
 * @param {OnnxGraph} graph
 * @param {import('./shapes.mjs').DecoderShape} shape
 */
function rotaryTables(graph, { contextLength, headSize }) {
  const half = headSize / 2;
  return /** @type {const} */ (['cos', 'sin']).map((part) =>
    graph.initializer(
      floats(`${part}_cache`, [contextLength, half], (index) =>
        Math[part](Math.floor(index / half) * rotaryBase ** (-(index % half) / half)),
      ),
    ),
  );
}

/**
 * @param {string} name
 * @param {readonly number[]} dims
 * @param {(index: number) => number} value
 */
function floats(name, dims, value) {
  const length = dims.reduce((product, dimension) => product * dimension, 1);
  const values = Float32Array.from({ length }, (_, index) => value(index));
  return { name, type: float32, dims, bytes: new Uint8Array(values.buffer) };
}

/**
 * @param {string} name
 * @param {readonly number[]} dims
 * @param {readonly number[]} values
 */
function integers(name, dims, values) {
  return { name, type: int64, dims, bytes: new Uint8Array(BigInt64Array.from(values, BigInt).buffer) };
}
