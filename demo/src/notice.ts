import { BlazeError, type ErrorCode } from 'blaze-ai';

/** A failure in words. */
export interface Notice {
  readonly message: string;
  /** Stable name of the failure. */
  readonly code: string;
  /** What the reader can do. */
  readonly advice: string;
}

const ADVICE: Readonly<Record<ErrorCode, string>> = {
  ABORTED: 'It was stopped. Write again when you like.',
  CHAT_TEMPLATE_MISSING: 'Let this model continue a text instead, or load one that was trained to chat.',
  CHAT_TEMPLATE_FAILED: 'Start the chat over, or load another chat model.',
  CONFIG_INVALID: 'This page was set up wrongly; please report it.',
  CONTEXT_EXCEEDED: 'Shorten the text, or load a model with a longer context.',
  DEVICE_LOST: 'Write again: the model is started anew. If it happens again, choose WebAssembly as device.',
  DEVICE_UNAVAILABLE: 'Choose "auto" or WebAssembly as device.',
  DOWNLOAD_FAILED: 'Check the address and the connection, then load the model again.',
  INPUT_INVALID: 'Correct the option that is named, then write again.',
  INTERNAL: 'This is a defect of the library; please report it with the message above.',
  MODEL_FILE_INVALID: 'The file may be incomplete or of another kind: fetch it again or choose other weights.',
  MODEL_NOT_FOUND: 'Check the name, and that the repository or folder has ONNX files; other weights may be there.',
  MODEL_NOT_SET: 'Choose a model under "Use another model".',
  MODEL_UNSUPPORTED: 'Choose other weights, another device or another model.',
  OUT_OF_MEMORY: 'Close other tabs, choose smaller weights such as q4, or a smaller model.',
  RUNTIME_FAULT: 'Write again. If it happens again, choose another device or other weights.',
  SHUT_DOWN: 'Reload the page.',
  STORAGE_FULL: 'Free some disk space or remove stored site data, then load the model again.',
  STORAGE_UNAVAILABLE: 'The browser keeps nothing here, as in a private window: models are fetched again each time.',
  TIMED_OUT: 'Ask for a shorter text, or choose a smaller model.',
  WORKER_CRASHED: 'Write again: the model is started anew. If it happens again, choose a smaller model.',
  WORKER_START_FAILED: 'Reload the page. If it happens again, an extension or a policy may block workers.',
};

/** Puts an error into words. */
export function noticeOf(error: unknown): Notice {
  if (BlazeError.isInstance(error)) return { message: error.message, code: error.code, advice: ADVICE[error.code] };
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return { message, code: name, advice: 'This is a defect of the page; please report it with the message above.' };
}
