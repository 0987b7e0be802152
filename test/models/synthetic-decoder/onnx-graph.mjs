import { PbfWriter } from 'pbf';

/** `TensorProto.DataType` */
export const elementTypes = { float32: 1, uint8: 2, int8: 3, int32: 6, int64: 7 };

/** `AttributeProto.AttributeType` */
const attributeTypes = { float: 1, int: 2 };

/**
 * @typedef {{ int: number } | { float: number }} Attribute
 * @typedef {{ name: string, type: number, shape: readonly (number | string)[] }} Value
 * @typedef {{ name: string, type: number, dims: readonly number[] }} TensorHead
 * @typedef {TensorHead & { bytes: Uint8Array }} InlineTensor
 * @typedef {TensorHead & { external: { location: string, offset: number, length: number } }} ExternalTensor
 * @typedef {{ operator: string, domain: string, inputs: readonly string[], outputs: readonly string[], attributes: Readonly<Record<string, Attribute>> }} Node
 */

/** An ONNX graph that grows node by node. */
export class OnnxGraph {
  /** @type {Node[]} */
  #nodes = [];
  /** @type {(InlineTensor | ExternalTensor)[]} */
  #initializers = [];
  /** @type {Value[]} */
  #inputs = [];
  /** @type {Value[]} */
  #outputs = [];

  /** @param {Value} value */
  input(value) {
    this.#inputs.push(value);
  }

  /** @param {Value} value */
  output(value) {
    this.#outputs.push(value);
  }

  /**
   * @param {InlineTensor | ExternalTensor} tensor
   * @returns {string} its name
   */
  initializer(tensor) {
    this.#initializers.push(tensor);
    return tensor.name;
  }

  /**
   * @param {string} operator `Name`, or `domain:Name` outside ONNX's own
   * @param {readonly string[]} inputs an empty name leaves an optional one out
   * @param {string | readonly string[]} outputs
   * @param {Readonly<Record<string, Attribute>>} [attributes]
   * @returns {string} the first output
   */
  node(operator, inputs, outputs, attributes = {}) {
    const [name = '', domain = ''] = operator.split(':').reverse();
    const names = typeof outputs === 'string' ? [outputs] : outputs;
    this.#nodes.push({ operator: name, domain, inputs, outputs: names, attributes });
    return names[0] ?? '';
  }

  /** @returns {Uint8Array} the model file */
  encode() {
    const writer = new PbfWriter();
    writer.writeVarintField(1, 8);
    writer.writeStringField(2, 'synthetic-decoder');
    writer.writeMessage(7, () => this.#write(writer), undefined);
    for (const [domain, version] of /** @type {const} */ ([
      ['', 17],
      ['com.microsoft', 1],
    ]))
      writer.writeMessage(8, writeOpset, { domain, version });
    return writer.finish();
  }

  /** @param {PbfWriter} writer */
  #write(writer) {
    this.#nodes.forEach((node, index) =>
      writer.writeMessage(1, writeNode, { ...node, name: `${node.operator}_${index}` }),
    );
    writer.writeStringField(2, 'decoder');
    for (const tensor of this.#initializers) writer.writeMessage(5, writeTensor, tensor);
    for (const value of this.#inputs) writer.writeMessage(11, writeValue, value);
    for (const value of this.#outputs) writer.writeMessage(12, writeValue, value);
  }
}

/**
 * @param {{ domain: string, version: number }} opset
 * @param {PbfWriter} writer
 */
function writeOpset({ domain, version }, writer) {
  writer.writeStringField(1, domain);
  writer.writeVarintField(2, version);
}

/**
 * @param {Node & { name: string }} node
 * @param {PbfWriter} writer
 */
function writeNode(node, writer) {
  for (const input of node.inputs) writer.writeStringField(1, input);
  for (const output of node.outputs) writer.writeStringField(2, output);
  writer.writeStringField(3, node.name);
  writer.writeStringField(4, node.operator);
  for (const [name, value] of Object.entries(node.attributes)) writer.writeMessage(5, writeAttribute, { name, value });
  if (node.domain !== '') writer.writeStringField(7, node.domain);
}

/**
 * @param {{ name: string, value: Attribute }} attribute
 * @param {PbfWriter} writer
 */
function writeAttribute({ name, value }, writer) {
  writer.writeStringField(1, name);
  if ('float' in value) writer.writeFloatField(2, value.float);
  else writer.writeVarintField(3, value.int);
  writer.writeVarintField(20, 'float' in value ? attributeTypes.float : attributeTypes.int);
}

/**
 * @param {InlineTensor | ExternalTensor} tensor
 * @param {PbfWriter} writer
 */
function writeTensor(tensor, writer) {
  writer.writePackedVarint(1, [...tensor.dims]);
  writer.writeVarintField(2, tensor.type);
  writer.writeStringField(8, tensor.name);
  if ('bytes' in tensor) {
    writer.writeBytesField(9, tensor.bytes);
    return;
  }
  for (const [key, value] of Object.entries(tensor.external))
    writer.writeMessage(13, writeEntry, { key, value: String(value) });
  writer.writeVarintField(14, 1);
}

/**
 * @param {{ key: string, value: string }} entry
 * @param {PbfWriter} writer
 */
function writeEntry({ key, value }, writer) {
  writer.writeStringField(1, key);
  writer.writeStringField(2, value);
}

/**
 * @param {Value} value
 * @param {PbfWriter} writer
 */
function writeValue(value, writer) {
  writer.writeStringField(1, value.name);
  writer.writeMessage(2, () => writer.writeMessage(1, writeTensorType, value), undefined);
}

/**
 * @param {Value} value
 * @param {PbfWriter} writer
 */
function writeTensorType({ type, shape }, writer) {
  writer.writeVarintField(1, type);
  writer.writeMessage(2, writeShape, shape);
}

/**
 * @param {readonly (number | string)[]} shape
 * @param {PbfWriter} writer
 */
function writeShape(shape, writer) {
  for (const dimension of shape) writer.writeMessage(1, writeDimension, dimension);
}

/**
 * @param {number | string} dimension
 * @param {PbfWriter} writer
 */
function writeDimension(dimension, writer) {
  if (typeof dimension === 'number') writer.writeVarintField(1, dimension);
  else writer.writeStringField(2, dimension);
}
