import type { Dtype } from './model-reference';
import type { GraphSummary } from './onnx/graph-summary';

/** Parsed JSON whose shape the repository decides. */
export type JsonObject = { readonly [key: string]: unknown };

/** The bytes of a graph, in the form a runtime session takes them. */
export interface GraphFiles {
  /** For messages: model and file. */
  readonly name: string;
  /** The `.onnx` file. */
  readonly graph: Uint8Array<ArrayBuffer>;
  /** Files beside it, by the location that the graph names. */
  readonly externalData: readonly { readonly path: string; readonly data: Blob | Uint8Array<ArrayBuffer> }[];
}

/** A byte-level BPE as repositories held it before `tokenizer.json`. */
export interface LegacyTokenizer {
  /** `vocab.json`: id by piece. */
  readonly vocab: Readonly<Record<string, number>>;
  /** `merges.txt` without its head line: pairs of pieces with a space between, most urgent first. */
  readonly merges: readonly string[];
  /** `added_tokens.json`: id by text; empty where there is none. */
  readonly addedTokens: Readonly<Record<string, number>>;
}

/** Everything that a text engine needs of a repository, located and read. */
export interface TextModelFiles {
  /** Identity of the source together with graph and dtype. */
  readonly id: string;
  /** For people. */
  readonly name: string;
  readonly revision?: string;
  /** The weight format that was taken. */
  readonly dtype: Exclude<Dtype, 'auto'>;
  /** Path of the graph in the repository. */
  readonly graphFile: string;
  readonly files: GraphFiles;
  readonly graph: GraphSummary;
  /** Bytes of graph and external data. */
  readonly sizeBytes: number;
  /** `config.json`; empty where there is none. */
  readonly config: JsonObject;
  /** `generation_config.json`; empty where there is none. */
  readonly generationConfig: JsonObject;
  /** `genai_config.json` of the onnxruntime-genai builder, where there is one. */
  readonly genaiConfig?: JsonObject;
  /** `tokenizer.json`; empty where {@link legacyTokenizer} stands in for it. */
  readonly tokenizer: JsonObject;
  /** `tokenizer_config.json`; empty where there is none. */
  readonly tokenizerConfig: JsonObject;
  /** Set where the repository is too old for a `tokenizer.json`. */
  readonly legacyTokenizer?: LegacyTokenizer;
  /** `chat_template.jinja`, where there is one; the template inside the tokenizer config is the engine's to find. */
  readonly chatTemplate?: string;
}
