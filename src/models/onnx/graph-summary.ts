/** One operator of the graph. */
export interface GraphNode {
  readonly operator: string;
  /** Empty for the standard operators; `com.microsoft` for ONNX Runtime's own. */
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** One external file that the graph names. */
export interface ExternalLocation {
  /** As the graph spells it, `./` included. */
  readonly location: string;
  /** End of the last tensor in it, in bytes. */
  readonly endBytes: number;
}

/** What an `.onnx` file says of itself without its weights. */
export interface GraphSummary {
  readonly irVersion: number;
  /** Program that wrote the file. */
  readonly producer: string;
  /** Opset by domain. */
  readonly opsets: ReadonlyMap<string, number>;
  /** Inputs that are no initializers: name and shape (a symbol where the dimension is free, -1 where it is unknown). */
  readonly inputs: readonly GraphValue[];
  readonly outputs: readonly GraphValue[];
  /** Nodes of the main graph and, after them, of its subgraphs. */
  readonly nodes: readonly GraphNode[];
  readonly externalData: readonly ExternalLocation[];
  /** Bytes of the largest weight: decides whether a GPU buffer can hold it. */
  readonly largestTensorBytes: number;
}

export interface GraphValue {
  readonly name: string;
  /** `TensorProto.DataType`: 1 float, 7 int64, 10 float16, … */
  readonly elementType: number;
  readonly shape: readonly (number | string)[];
}
