import { PbfReader } from 'pbf';
import { ModelFileInvalidError } from '../../errors/model-errors';
import type { ExternalLocation, GraphSummary } from './graph-summary';
import { readGraph, readNode, type GraphContents, type GraphSignature } from './read-graph';
import type { TensorFacts } from './read-tensor';
import { readFields, readMessage } from './wire';

/** The graph's origin, for messages. */
export interface GraphOrigin {
  readonly model: string;
  /** Path of the file in the repository. */
  readonly file: string;
}

function externalLocations(tensors: readonly TensorFacts[]): ExternalLocation[] {
  const ends = new Map<string, number>();
  for (const { external } of tensors)
    if (external) ends.set(external.location, Math.max(ends.get(external.location) ?? 0, external.endBytes));
  return [...ends].map(([location, endBytes]) => ({ location, endBytes }));
}

function readModel(bytes: Uint8Array): GraphSummary & { readonly hasGraph: boolean } {
  const reader = new PbfReader(bytes);
  const contents: GraphContents = { nodes: [], tensors: [] };
  const ofFunctions: GraphContents = { nodes: [], tensors: contents.tensors };
  const opsets = new Map<string, number>();
  let irVersion = 0;
  let producer = '';
  let graph: GraphSignature | undefined;

  const readOpset = () => {
    let domain = '';
    let version = 0;
    readMessage(reader, (field) => {
      if (field === 1) domain = reader.readString();
      else if (field === 2) version = reader.readVarint(true);
    });
    opsets.set(domain === 'ai.onnx' ? '' : domain, version);
  };
  const readFunction = () => {
    readMessage(reader, (field) => {
      if (field === 7) readNode(reader, ofFunctions, ofFunctions);
    });
  };
  readFields(reader, bytes.length, (field) => {
    if (field === 1) irVersion = reader.readVarint(true);
    else if (field === 2) producer = reader.readString();
    else if (field === 7) graph = readGraph(reader, contents);
    else if (field === 8) readOpset();
    else if (field === 25) readFunction();
  });
  return {
    hasGraph: graph !== undefined,
    irVersion,
    producer,
    opsets,
    inputs: graph?.inputs ?? [],
    outputs: graph?.outputs ?? [],
    nodes: [...contents.nodes, ...ofFunctions.nodes],
    externalData: externalLocations(contents.tensors),
    largestTensorBytes: contents.tensors.reduce((largest, { sizeBytes }) => Math.max(largest, sizeBytes), 0),
  };
}

/** What a file that should be a graph starts with when it is something else, as hosts and version control leave it. */
const impostors: readonly (readonly [start: string, description: string])[] = [
  ['version https://git-lfs', 'it is a Git LFS pointer; the file itself was not fetched'],
  ['<', 'it is a web page or XML'],
  ['{', 'it is JSON'],
];

function describe(bytes: Uint8Array, thrown: unknown): string {
  if (bytes.length === 0) return 'expected an ONNX graph, the file is empty';
  const start = String.fromCharCode(...bytes.subarray(0, 32)).trimStart();
  const impostor = impostors.find(([prefix]) => start.startsWith(prefix));
  const reason = impostor?.[1] ?? (thrown instanceof Error ? thrown.message : String(thrown));
  return `expected an ONNX graph of ${bytes.length} bytes, but ${reason}`;
}

/**
 * Reads what an `.onnx` file says of itself. The time it takes grows with the number of nodes, not with the weights.
 *
 * @see onnx/onnx.proto of the ONNX project for the field numbers
 * @throws {ModelFileInvalidError} where the bytes are no whole ONNX model
 */
export function readGraphSummary(bytes: Uint8Array, origin: GraphOrigin): GraphSummary {
  let model: ReturnType<typeof readModel>;
  try {
    model = readModel(bytes);
  } catch (thrown) {
    throw new ModelFileInvalidError({ ...origin, reason: describe(bytes, thrown) }, { cause: thrown });
  }
  const { hasGraph, ...summary } = model;
  if (!hasGraph || summary.outputs.length === 0)
    throw new ModelFileInvalidError({ ...origin, reason: describe(bytes, 'it holds no graph with outputs') });
  return summary;
}
