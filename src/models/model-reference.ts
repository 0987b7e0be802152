/** Weight formats by the file-name suffixes of the hub; `auto` picks by device and size. */
export type Dtype = 'auto' | 'fp32' | 'fp16' | 'q8' | 'int8' | 'uint8' | 'q4' | 'q4f16' | 'bnb4';

/** Where a model shall run; `auto` takes WebGPU where an adapter answers, else WASM. */
export type DeviceChoice = 'auto' | 'webgpu' | 'wasm';

/** Choices that may go with any model. */
export interface ModelChoices {
  /** @default 'auto' */
  readonly dtype?: Dtype;
  /** @default the config's `model.device` */
  readonly device?: DeviceChoice;
  /** Path of the graph in the repository, for layouts with several: `onnx/model_q4.onnx`. Wins over `dtype`. */
  readonly graphFile?: string;
  /** Tokens of context to allow; the least of this and the model's own limit. */
  readonly contextLength?: number;
  /** Hub id (`owner/name`, `owner/name@revision`) of the repository that holds the tokenizer, where the model's own has none. */
  readonly tokenizer?: string;
}

/** A repository of a Hugging Face style hub. */
export interface HubModel extends ModelChoices {
  readonly kind: 'hub';
  /** `owner/name` */
  readonly id: string;
  /** Branch, tag or commit. @default 'main' */
  readonly revision?: string;
  /** @default the config's `browser.hub.host` */
  readonly host?: string;
  /** Folder inside the repository that holds the model. */
  readonly subfolder?: string;
}

/** A folder of files below an address, such as a static host. */
export interface UrlModel extends ModelChoices {
  readonly kind: 'url';
  /** The folder's address, or that of an `.onnx` file in it. */
  readonly url: string;
}

/** Files of the user: a folder that was picked or dropped. Paths are relative to the model's folder. */
export interface FilesModel extends ModelChoices {
  readonly kind: 'files';
  /** A name for messages and lists. */
  readonly name: string;
  readonly files: readonly File[] | Readonly<Record<string, Blob>> | FileSystemDirectoryHandle;
}

/** A model that comes with the package: small files inline, large ones by URL. */
export interface EmbeddedModel extends ModelChoices {
  readonly kind: 'embedded';
  readonly id: string;
  readonly files: Readonly<
    Record<string, { readonly url: string } | { readonly json: unknown } | { readonly text: string }>
  >;
}

/** A model as an object: says where its files are and how to take them. */
export type ModelDescriptor = HubModel | UrlModel | FilesModel | EmbeddedModel;

/** A model as a caller may name it: hub id (`owner/name`, `owner/name@revision`), `http(s):` address, or descriptor. */
export type ModelReference = string | ModelDescriptor;
