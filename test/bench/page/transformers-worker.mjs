/**
 * @typedef {{ type: 'load', model: import('./contender.mjs').ContenderModel }} LoadRequest
 * @typedef {{ type: 'write', prompt: string, newTokens: number }} WriteRequest
 */

const address = '/node_modules/@huggingface/transformers/dist/transformers.min.js';
/** The version that transformers.js asks for is the one that this package depends on. */
const runtimeFolder = '/node_modules/onnxruntime-web/dist/';

/** @type {((request: WriteRequest) => Promise<number>) | undefined} */
let write;

/** @param {import('./contender.mjs').ContenderModel} model */
async function load({ parent, folder, dtype, threads }) {
  const transformers = /** @type {typeof import('@huggingface/transformers')} */ (await import(address));
  const { AutoModelForCausalLM, AutoTokenizer, TextStreamer, env } = transformers;
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  // A whole address would be taken for a remote one.
  env.localModelPath = `${new URL(parent).pathname}/`;
  env.useBrowserCache = false;
  env.useWasmCache = false;
  const { wasm } = env.backends.onnx;
  if (!wasm) throw new Error('transformers.js has no WASM backend here.');
  wasm.wasmPaths = runtimeFolder;
  wasm.numThreads = threads;
  const tokenizer = await AutoTokenizer.from_pretrained(folder);
  const model = await AutoModelForCausalLM.from_pretrained(folder, { device: 'wasm', dtype });

  write = async ({ prompt, newTokens }) => {
    const inputs = tokenizer(prompt);
    await model.generate({
      ...inputs,
      max_new_tokens: newTokens,
      min_new_tokens: newTokens,
      do_sample: false,
      streamer: new TextStreamer(tokenizer, {
        skip_prompt: true,
        callback_function: () => {},
        token_callback_function: (tokenIds) => postMessage({ type: 'tokens', tokenIds: tokenIds.map(Number) }),
      }),
    });
    return inputs.input_ids.dims[1] ?? 0;
  };
}

/** @param {LoadRequest | WriteRequest} request */
async function answer(request) {
  if (request.type === 'load') {
    await load(request.model);
    return 0;
  }
  if (!write) throw new Error('No model is loaded.');
  return write(request);
}

onmessage = async ({ data }) => {
  try {
    postMessage({ type: 'done', promptTokens: await answer(data) });
  } catch (error) {
    postMessage({ type: 'error', message: error instanceof Error ? error.message : String(error) });
  }
};
