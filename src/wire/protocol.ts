import type { SerializedError } from '../errors';
import type { CoreConfig } from '../config/core-config';
import type { RuntimeAssets } from '../runtime/runtime';

/** A config as it crosses to the worker: without what only the page can hold. YAML text and addresses are read there. */
export type WireConfig = CoreConfig | string;

/** What a worker is started with. */
export interface InitializeOptions {
  readonly config: WireConfig;
  /** ONNX Runtime's files beside the package's script; the config may name others. */
  readonly assets: RuntimeAssets;
  /** The page's address: what addresses in the config are relative to. */
  readonly baseUrl?: string;
  /** The config has a `fetch` of its own: requests go through the page. */
  readonly fetchOnPage: boolean;
}

/** One call of an operation. */
export interface WireCall {
  readonly callId: string;
  readonly operation: string;
  readonly request: unknown;
  /** Where an interrupted run of the same call stood. */
  readonly resume?: unknown;
}

/** Comlink keeps only name and message of an error: failures travel as values. */
export type Outcome = { readonly ok: true } | { readonly ok: false; readonly error: SerializedError };

/** Status that is no part of a call's stream. */
export interface WireEvent {
  readonly type: string;
}

/** What the worker offers to the page. */
export interface WorkerApi {
  initialize(options: InitializeOptions, host: HostApi): Promise<Outcome>;
  /** Runs an operation; its parts flow through `port` (see part-channel.ts). */
  open(call: WireCall, port: MessagePort): void;
}

/** A request as it crosses to the page. */
export interface WireRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: [string, string][];
  readonly redirect: RequestRedirect;
  readonly cache: RequestCache;
  readonly credentials: RequestCredentials;
  readonly body?: ArrayBuffer;
}

/** Head of an answer, as it crosses to the worker. */
export interface WireResponseHead {
  readonly type: 'head';
  readonly url: string;
  /** 0 for an answer that the platform hides (`opaqueredirect`). */
  readonly status: number;
  readonly statusText: string;
  readonly headers: [string, string][];
  readonly responseType: ResponseType;
  readonly redirected: boolean;
}

/** Parts of an answer: its head first, then its body. */
export type WireResponsePart = WireResponseHead | { readonly type: 'body'; readonly bytes: Uint8Array<ArrayBuffer> };

/** What the page offers to the worker. */
export interface HostApi {
  notify(event: WireEvent): void;
  /** Answers a request by the config's `fetch`; the answer flows through `port`. */
  fetch(request: WireRequest, port: MessagePort): void;
}
