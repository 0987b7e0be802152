import type { PbfReader } from 'pbf';
import type { GraphNode, GraphValue } from './graph-summary';
import { readSparseTensor, readTensor, type TensorFacts } from './read-tensor';
import { readValueInfo } from './read-value-info';
import { readMessage } from './wire';

/** What is gathered over a graph and everything below it. */
export interface GraphContents {
  readonly nodes: GraphNode[];
  /** Initializers and constants of attributes. */
  readonly tensors: TensorFacts[];
}

/** The signature of one graph; its nodes and tensors went into {@link GraphContents}. */
export interface GraphSignature {
  readonly inputs: readonly GraphValue[];
  readonly outputs: readonly GraphValue[];
}

function readAttribute(reader: PbfReader, contents: GraphContents): void {
  readMessage(reader, (field) => {
    if (field === 5 || field === 10) contents.tensors.push(readTensor(reader));
    else if (field === 6 || field === 11) readGraph(reader, contents);
    else if (field === 22 || field === 23) contents.tensors.push(...readSparseTensor(reader));
  });
}

/** Reads a `NodeProto`; subgraphs of its attributes go into `below`, so that they can follow the nodes around it. */
export function readNode(reader: PbfReader, contents: GraphContents, below: GraphContents): void {
  const inputs: string[] = [];
  const outputs: string[] = [];
  let operator = '';
  let domain = '';
  readMessage(reader, (field) => {
    if (field === 1) inputs.push(reader.readString());
    else if (field === 2) outputs.push(reader.readString());
    else if (field === 4) operator = reader.readString();
    else if (field === 5) readAttribute(reader, below);
    else if (field === 7) domain = reader.readString();
  });
  // `ai.onnx` is another spelling of the standard domain.
  contents.nodes.push({ operator, domain: domain === 'ai.onnx' ? '' : domain, inputs, outputs });
}

/** Reads a `GraphProto`. Weights are passed over, whatever their size. */
export function readGraph(reader: PbfReader, contents: GraphContents): GraphSignature {
  const inputs: GraphValue[] = [];
  const outputs: GraphValue[] = [];
  const initializers = new Set<string>();
  const below: GraphContents = { nodes: [], tensors: contents.tensors };
  readMessage(reader, (field) => {
    if (field === 1) readNode(reader, contents, below);
    else if (field === 5) {
      const tensor = readTensor(reader);
      initializers.add(tensor.name);
      contents.tensors.push(tensor);
    } else if (field === 11) inputs.push(readValueInfo(reader));
    else if (field === 12) outputs.push(readValueInfo(reader));
    else if (field === 15) {
      const tensors = readSparseTensor(reader);
      if (tensors[0]) initializers.add(tensors[0].name);
      contents.tensors.push(...tensors);
    }
  });
  contents.nodes.push(...below.nodes);
  return { inputs: inputs.filter(({ name }) => !initializers.has(name)), outputs };
}
