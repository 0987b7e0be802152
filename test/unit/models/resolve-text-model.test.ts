import { afterEach, describe, expect, it } from 'vitest';
import {
  AbortError,
  type BlazeError,
  DownloadFailedError,
  ModelFileInvalidError,
  ModelNotFoundError,
  ModelUnsupportedError,
} from '../../../src/errors';
import { createSourceFactory } from '../../../src/models/create-source';
import type { DeviceFacts } from '../../../src/models/dtype-choice';
import type { ModelFilesProgress } from '../../../src/models/model-files-progress';
import { type ResolveOptions, resolveTextModel } from '../../../src/models/resolve-text-model';
import { parseModelReference } from '../../../src/models/sources/parse-model-reference';
import { type Hub, startHub } from '../../fixtures/hub';
import { writeOnnx } from '../../fixtures/onnx-bytes';
import {
  legacyTokenizer,
  nestedGenaiFolder,
  q8Suffix,
  readModelFolder,
  renamed,
  type RepositoryFiles,
  splitEmbedding,
  weightsPb,
  withLocation,
  withoutTokenizer,
} from '../../fixtures/repository-variants';

const wasm: DeviceFacts = { webgpu: false, shaderF16: false };
const gpu: DeviceFacts = { webgpu: true, shaderF16: false };
const gpuF16: DeviceFacts = { webgpu: true, shaderF16: true };
const hubs: Hub[] = [];

afterEach(async () => {
  for (const hub of hubs.splice(0)) await hub.close();
});

type Choices = Partial<ResolveOptions>;

/** Resolves as from picked files: listed, with sizes. */
async function fromFiles(files: Record<string, Uint8Array<ArrayBuffer>>, options: Choices = {}) {
  const blobs = Object.fromEntries(Object.entries(files).map(([path, bytes]) => [path, new Blob([bytes])]));
  const source = await createSourceFactory()({ kind: 'files', name: 'picked', files: blobs });
  return resolveTextModel(source, { device: wasm, ...options });
}

/** Resolves over the network, from a hub or from a plain address that cannot list. */
async function online(files: RepositoryFiles, kind: 'hub' | 'url', options: Choices = {}) {
  const hub = await startHub({ repositories: { 'owner/name': { files } } });
  hubs.push(hub);
  const create = createSourceFactory({ hub: { host: hub.host }, sleep: async () => undefined });
  const source = await create(
    kind === 'hub' ? { kind, id: 'owner/name' } : { kind, url: `${hub.host}/owner/name/resolve/main` },
  );
  return { hub, model: await resolveTextModel(source, { device: wasm, ...options }) };
}

async function failure(promise: Promise<unknown>): Promise<BlazeError> {
  return promise.then(
    () => expect.unreachable('it did not fail'),
    (error: BlazeError) => error,
  );
}

const text = (content: string) => new TextEncoder().encode(content);
const babyllama = () =>
  renamed(readModelFolder('babyllama-105'), (path) => (path.startsWith('genai') ? undefined : path));

describe('a layout of transformers.js', () => {
  it('gives everything that an engine needs', async () => {
    const files = babyllama();
    const model = await fromFiles(files, { dtype: 'q4' });
    expect(model).toMatchObject({
      name: 'picked',
      dtype: 'q4',
      graphFile: 'onnx/model_q4.onnx',
      sizeBytes: files['onnx/model_q4.onnx']?.length,
      config: { model_type: 'llama' },
      generationConfig: { bos_token_id: 1 },
      tokenizer: { model: expect.anything() },
      tokenizerConfig: { tokenizer_class: 'LlamaTokenizer' },
      files: { name: 'picked/onnx/model_q4.onnx', externalData: [] },
    });
    expect(model.genaiConfig).toBeUndefined();
    expect(model.chatTemplate).toBeUndefined();
    expect(model.legacyTokenizer).toBeUndefined();
    expect(model.files.graph).toEqual(files['onnx/model_q4.onnx']);
    expect(model.graph.inputs).not.toHaveLength(0);
  });

  it.each([
    ['float32 of a small model', wasm, {}, 'fp32', 'onnx/model.onnx'],
    ['q4 on a GPU', gpu, {}, 'q4', 'onnx/model_q4.onnx'],
    ['q4 on a GPU with float16, there being no q4f16', gpuF16, {}, 'q4', 'onnx/model_q4.onnx'],
    ['the dtype that was asked for', wasm, { dtype: 'int8' }, 'int8', 'onnx/model_int8.onnx'],
    [
      'the file that was asked for',
      wasm,
      { dtype: 'int8', graphFile: 'onnx/model_fp16.onnx' },
      'fp16',
      'onnx/model_fp16.onnx',
    ],
  ] as const)('takes %s, listed or not', async (_, device, choices, dtype, graphFile) => {
    for (const kind of ['hub', 'url'] as const) {
      const { model } = await online(babyllama(), kind, { device, ...choices });
      expect(model, kind).toMatchObject({ dtype, graphFile });
    }
  });

  it('says which dtypes there are when the one that was asked for is not', async () => {
    for (const kind of ['hub', 'url'] as const) {
      const error = await failure(online(babyllama(), kind, { dtype: 'bnb4' }));
      expect(error, kind).toBeInstanceOf(ModelNotFoundError);
      expect(error.message, kind).toMatch(/it has no bnb4; it has fp32, fp16, int8, q4$/);
    }
  });

  it('says which files there are when the one that was asked for is not', async () => {
    const error = await failure(fromFiles(babyllama(), { graphFile: 'onnx/model_x.onnx' }));
    expect(error.message).toMatch(/no file onnx\/model_x\.onnx; there are .*onnx\/model_q4\.onnx/);
  });

  it('asks a host that cannot list for few names', async () => {
    const { hub } = await online(babyllama(), 'url');
    const asked = hub.requests
      .filter(({ path }) => path.includes('.onnx'))
      .map(({ method, path }) => `${method} ${path.replace('/owner/name/resolve/main/', '')}`);
    expect(asked).toEqual([
      'HEAD onnx/model.onnx',
      'HEAD onnx/model.onnx_data',
      'HEAD onnx/model.onnx.data',
      'GET onnx/model.onnx',
    ]);
  });

  it('does not take a graph for small whose weights lie beside it', async () => {
    const files = readModelFolder('tiny-zoo/qwen3-fp16-external');
    const { 'onnx/model_fp16.onnx': graph, ...rest } = files;
    const variant = {
      ...rest,
      'onnx/model.onnx': graph as Uint8Array<ArrayBuffer>,
      'onnx/model.onnx_data': new Uint8Array(8),
    };
    const int8 = readModelFolder('babyllama-105')['onnx/model_int8.onnx'] as Uint8Array<ArrayBuffer>;
    const { model } = await online({ ...variant, 'onnx/model_int8.onnx': int8 }, 'url');
    expect(model.graphFile).toBe('onnx/model_int8.onnx');
  });

  it('takes q8 under the name that LiquidAI gives it', async () => {
    expect(await fromFiles(q8Suffix(), { dtype: 'q8' })).toMatchObject({
      dtype: 'q8',
      graphFile: 'onnx/model_q8.onnx',
    });
    expect(await fromFiles(q8Suffix())).toMatchObject({ dtype: 'q8' });
    expect(await fromFiles(q8Suffix(), { device: gpu })).toMatchObject({ dtype: 'q4' });
  });

  it('takes a merged decoder under its older name', async () => {
    const model = await fromFiles(readModelFolder('tiny-zoo/gpt2-merged'));
    expect(model).toMatchObject({ dtype: 'fp32', graphFile: 'onnx/decoder_model_merged.onnx' });
    const old = renamed(readModelFolder('tiny-zoo/gpt2-merged'), (path) =>
      path.replace('merged.onnx', 'merged_quantized.onnx'),
    );
    expect(await fromFiles(old)).toMatchObject({ dtype: 'q8', graphFile: 'onnx/decoder_model_merged_quantized.onnx' });
  });

  it('takes a single graph of any name', async () => {
    const files = renamed(readModelFolder('tiny-zoo/gpt2'), (path) => path.replace('onnx/model.onnx', 'gpt2-10.onnx'));
    expect(await fromFiles(files)).toMatchObject({ dtype: 'fp32', graphFile: 'gpt2-10.onnx' });
  });
});

describe('external data', () => {
  it('comes in as many parts as the graph names', async () => {
    const files = readModelFolder('tiny-zoo/qwen3-fp16-external');
    for (const kind of ['hub', 'url'] as const) {
      const { model } = await online(files, kind);
      expect(model.dtype).toBe('fp16');
      expect(model.files.externalData.map(({ path, data }) => [path, (data as Blob).size]).sort()).toEqual([
        ['model_fp16.onnx_data', 151_552],
        ['model_fp16.onnx_data_1', 151_552],
      ]);
      expect(model.sizeBytes).toBe(103_554 + 2 * 151_552);
    }
  });

  it('is found as weights.pb, which the graph may spell with a leading ./', async () => {
    const model = await fromFiles(weightsPb());
    expect(model).toMatchObject({ dtype: 'fp32', graphFile: 'model.onnx' });
    expect(model.files.externalData).toHaveLength(1);
    expect(model.files.externalData[0]?.path).toMatch(/^\.\/.*weights\.pb$/);
    expect(model.files.externalData[0]?.data).toHaveProperty('size', weightsPb()['weights.pb']?.length);
  });

  it('is found under a name that has nothing to do with the graph', async () => {
    const built = readModelFolder('tiny-zoo/llama3-rope-builder-fp32');
    const graph = withLocation(built['model.onnx'] as Uint8Array<ArrayBuffer>, 'model.onnx.data', 'w8.onnx.data');
    const files = renamed(built, (path) => (path === 'model.onnx.data' ? 'w8.onnx.data' : path));
    const model = await fromFiles({ ...files, 'model.onnx': graph });
    expect(model.files.externalData[0]?.data).toHaveProperty('size', built['model.onnx.data']?.length);
  });

  it('that is missing is named', async () => {
    const { 'onnx/model_fp16.onnx_data_1': _, ...files } = readModelFolder('tiny-zoo/qwen3-fp16-external');
    const error = await failure(fromFiles(files));
    expect(error).toBeInstanceOf(ModelNotFoundError);
    expect(error.message).toMatch(/onnx\/model_fp16\.onnx_data_1.*is missing/);
  });

  it('that is too short is refused with both sizes', async () => {
    const files = readModelFolder('tiny-zoo/qwen3-fp16-external');
    const short = { ...files, 'onnx/model_fp16.onnx_data': new Uint8Array(100) };
    const error = await failure(fromFiles(short));
    expect(error).toBeInstanceOf(ModelFileInvalidError);
    expect(error.details).toMatchObject({ file: 'onnx/model_fp16.onnx_data' });
    expect(error.message).toMatch(/expected at least \d{6} bytes.*received 100$/);
  });

  it.each(['../secrets.bin', 'a/../../b', '/etc/passwd', 'C:\\weights', '..\\weights', ''])(
    'at %j, outside the folder of the graph, is refused',
    async (location) => {
      const graph = writeOnnx({
        inputs: [{ name: 'input_ids', elementType: 7, shape: ['batch', 'sequence'] }],
        outputs: [{ name: 'logits', elementType: 1, shape: ['batch', 'sequence', 8] }],
        initializers: [{ name: 'w', elementType: 1, dims: [2], external: { location } }],
      });
      const error = await failure(fromFiles({ ...babyllama(), 'onnx/model.onnx': graph }));
      expect(error).toBeInstanceOf(ModelFileInvalidError);
      expect(error.details).toMatchObject({ file: 'onnx/model.onnx' });
    },
  );
});

describe('a folder of the onnxruntime-genai builder', () => {
  it('is taken at the root, with the dtype that the graph tells', async () => {
    for (const kind of ['hub', 'url'] as const) {
      const { model } = await online(readModelFolder('tiny-zoo/lfm2-builder-fp32'), kind);
      expect(model).toMatchObject({
        dtype: 'fp32',
        graphFile: 'model.onnx',
        genaiConfig: { model: { decoder: { filename: 'model.onnx' } } },
        chatTemplate: expect.stringContaining('{%'),
      });
      expect(model.files.externalData.map(({ path }) => path)).toEqual(['model.onnx.data']);
    }
    expect((await fromFiles(readModelFolder('tiny-zoo/qwen3-builder-int4'))).dtype).toBe('q4');
  });

  it('is not taken for a dtype that its graph does not have', async () => {
    const error = await failure(fromFiles(readModelFolder('tiny-zoo/qwen3-builder-int4'), { dtype: 'fp32' }));
    expect(error).toBeInstanceOf(ModelNotFoundError);
    expect(error.message).toMatch(/it has no fp32; model\.onnx is q4/);
    expect((await fromFiles(readModelFolder('tiny-zoo/qwen3-builder-int4'), { dtype: 'q4' })).dtype).toBe('q4');
  });

  it('further down gives way to onnx/', async () => {
    const model = await fromFiles(nestedGenaiFolder({ withOnnxFolder: true }));
    expect(model.graphFile).toBe('onnx/model.onnx');
    expect(model.genaiConfig).toBeUndefined();
    expect(model.chatTemplate).not.toBe('{{ messages[0].content }}');
  });

  it('further down is taken when its graph is asked for, with the configs and the template beside it', async () => {
    const graphFile = 'onnxruntime/webgpu/webgpu-int4-kld-block-32/model.onnx';
    for (const kind of ['hub', 'url'] as const) {
      const { model } = await online(nestedGenaiFolder({ withOnnxFolder: true }), kind, { graphFile });
      expect(model).toMatchObject({ dtype: 'q4', graphFile, chatTemplate: '{{ messages[0].content }}' });
      expect(model.genaiConfig).toBeDefined();
    }
  });

  it('further down is taken when there is nothing else', async () => {
    const model = await fromFiles(nestedGenaiFolder({ withOnnxFolder: false }));
    expect(model.graphFile).toBe('onnxruntime/webgpu/webgpu-int4-kld-block-32/model.onnx');
    expect(model.chatTemplate).toBe('{{ messages[0].content }}');
    expect(model.tokenizerConfig).not.toHaveProperty('chat_template');
  });

  it('further down is chosen by the device where there are several', async () => {
    const built = readModelFolder('tiny-zoo/qwen3-builder-int4');
    const under = (folder: string) => renamed(built, (path) => `${folder}/${path}`);
    const files = { ...under('cuda/int4'), ...under('cpu_and_mobile/cpu-int4'), ...under('onnxruntime/webgpu/int4') };
    expect((await fromFiles(files)).graphFile).toBe('cpu_and_mobile/cpu-int4/model.onnx');
    expect((await fromFiles(files, { device: gpu })).graphFile).toBe('onnxruntime/webgpu/int4/model.onnx');
  });

  it('that names no graph is refused', async () => {
    const files = {
      ...readModelFolder('tiny-zoo/qwen3-builder-int4'),
      'genai_config.json': text('{"model":{"decoder":{}}}'),
    };
    const error = await failure(fromFiles(files));
    expect(error).toBeInstanceOf(ModelFileInvalidError);
    expect(error.message).toMatch(/genai_config\.json: expected model\.decoder\.filename.*received nothing/);
  });
});

describe('the address of a graph', () => {
  it('finds the configs above onnx/', async () => {
    const hub = await startHub({ repositories: { 'owner/name': { files: babyllama() } }, canList: false });
    hubs.push(hub);
    const model = parseModelReference(`${hub.host}/owner/name/resolve/main/onnx/model_int8.onnx`);
    const source = await createSourceFactory()(model);
    expect(await resolveTextModel(source, { device: wasm, graphFile: model.graphFile })).toMatchObject({
      dtype: 'int8',
      graphFile: 'onnx/model_int8.onnx',
      config: { model_type: 'llama' },
    });
  });
});

describe('tokenizers', () => {
  it('are taken as vocab.json and merges.txt from repositories that are older than tokenizer.json', async () => {
    const model = await fromFiles(legacyTokenizer());
    expect(model.tokenizer).toEqual({});
    expect(Object.keys(model.legacyTokenizer?.vocab ?? {}).length).toBeGreaterThan(256);
    expect(model.legacyTokenizer?.merges[0]).toMatch(/^\S+ \S+$/);
    expect(model.legacyTokenizer?.merges.every((merge) => merge.split(' ').length === 2)).toBe(true);
    expect(model.legacyTokenizer?.addedTokens).toEqual({});
  });

  it('that are missing are asked for by name', async () => {
    for (const kind of ['hub', 'url'] as const) {
      const error = await failure(online(withoutTokenizer(), kind));
      expect(error, kind).toBeInstanceOf(ModelNotFoundError);
      expect(error.message, kind).toMatch(/tokenizer\.json is missing.*vocab\.json and merges\.txt.*`tokenizer`/);
    }
  });

  it('are taken from another repository when it is named', async () => {
    const hub = await startHub({
      repositories: {
        'owner/name': { files: withoutTokenizer() },
        'other/base': { files: readModelFolder('tiny-zoo/qwen3'), revisions: ['v1'] },
      },
    });
    hubs.push(hub);
    const createSource = createSourceFactory({ hub: { host: hub.host } });
    const model = await resolveTextModel(await createSource({ kind: 'hub', id: 'owner/name' }), {
      device: wasm,
      tokenizer: 'other/base@v1',
      createSource,
    });
    expect(model.tokenizer).toEqual(
      JSON.parse(new TextDecoder().decode(readModelFolder('tiny-zoo/qwen3')['tokenizer.json'])),
    );
    expect(model.tokenizerConfig.chat_template).toEqual(expect.any(String));
    expect(model.config.model_type).toBe('llama');
    expect(model.id).toContain('other/base@v1');
  });

  it('bring a template that only chat_template.jinja holds', async () => {
    const files = { ...babyllama(), 'chat_template.jinja': text('{{ bos_token }}') };
    expect((await fromFiles(files)).chatTemplate).toBe('{{ bos_token }}');
  });
});

describe('what cannot run', () => {
  it('says that a split model takes embeddings', async () => {
    const error = await failure(fromFiles(splitEmbedding()));
    expect(error).toBeInstanceOf(ModelUnsupportedError);
    expect(error.message).toMatch(/inputs_embeds instead of input_ids.*embed_tokens/);
  });

  it('says that before it fetches the weights', async () => {
    const hub = await startHub({ repositories: { 'owner/name': { files: splitEmbedding() } } });
    hubs.push(hub);
    const source = await createSourceFactory({ hub: { host: hub.host } })({ kind: 'hub', id: 'owner/name' });
    await failure(resolveTextModel(source, { device: wasm }));
    expect(hub.requests.some(({ path }) => path.endsWith('onnx_data'))).toBe(false);
  });

  it('says that a model is an encoder-decoder', async () => {
    const graph = babyllama()['onnx/model.onnx'] as Uint8Array<ArrayBuffer>;
    const files = { ...babyllama(), 'onnx/encoder_model.onnx': graph, 'onnx/decoder_model_merged.onnx': graph };
    const byName = await failure(fromFiles(files));
    expect(byName).toBeInstanceOf(ModelUnsupportedError);
    expect(byName.message).toMatch(/encoder-decoder \(onnx\/encoder_model\.onnx\)/);
    const byConfig = await failure(fromFiles({ ...babyllama(), 'config.json': text('{"is_encoder_decoder":true}') }));
    expect(byConfig).toBeInstanceOf(ModelUnsupportedError);
  });

  it('says that a decoder is split by its past', async () => {
    const graph = babyllama()['onnx/model.onnx'] as Uint8Array<ArrayBuffer>;
    const { 'tokenizer.json': tokenizer } = babyllama();
    const error = await failure(
      fromFiles({
        'tokenizer.json': tokenizer as Uint8Array<ArrayBuffer>,
        'onnx/decoder_model.onnx': graph,
        'onnx/decoder_with_past_model.onnx': graph,
      }),
    );
    expect(error).toBeInstanceOf(ModelUnsupportedError);
    expect(error.message).toMatch(/decoder_with_past_model/);
  });
});

describe('damaged and absent files', () => {
  it('names JSON that does not parse, and what is JSON but no object', async () => {
    for (const [content, reason] of [
      ['{"a":', /expected JSON of 5 characters/],
      ['[1]', /expected a JSON object, received an array/],
      ['null', /received null/],
    ] as const) {
      const error = await failure(fromFiles({ ...babyllama(), 'tokenizer_config.json': text(content) }));
      expect(error).toBeInstanceOf(ModelFileInvalidError);
      expect(error.details).toMatchObject({ model: 'picked', file: 'tokenizer_config.json' });
      expect(error.message).toMatch(reason);
    }
  });

  it('names a graph that is a Git LFS pointer', async () => {
    const files = { ...babyllama(), 'onnx/model.onnx': text('version https://git-lfs.github.com/spec/v1\n') };
    expect((await failure(fromFiles(files))).message).toMatch(/onnx\/model\.onnx: .*Git LFS pointer/);
  });

  it('says what was looked for in a repository without a graph', async () => {
    const { 'config.json': config } = babyllama();
    const error = await failure(
      fromFiles({ 'config.json': config as Uint8Array<ArrayBuffer>, 'model.safetensors': text('x') }),
    );
    expect(error).toBeInstanceOf(ModelNotFoundError);
    expect(error.message).toMatch(/found no onnx\/model\*\.onnx.*; there is no \.onnx file/);
  });

  it('takes what can be absent as empty', async () => {
    const { 'onnx/model.onnx': graph, 'tokenizer.json': tokenizer } = babyllama() as Record<
      string,
      Uint8Array<ArrayBuffer>
    >;
    const model = await fromFiles({ 'onnx/model.onnx': graph as never, 'tokenizer.json': tokenizer as never });
    expect(model).toMatchObject({ config: {}, generationConfig: {}, tokenizerConfig: {} });
  });

  it('passes on a download that failed', async () => {
    const hub = await startHub({ repositories: { 'owner/name': { files: babyllama() } } });
    hubs.push(hub);
    hub.faults.push({ match: 'tokenizer.json', kind: { type: 'status', status: 500 } });
    const create = createSourceFactory({ hub: { host: hub.host }, sleep: async () => undefined });
    const source = await create({ kind: 'hub', id: 'owner/name' });
    expect(await failure(resolveTextModel(source, { device: wasm }))).toBeInstanceOf(DownloadFailedError);
  });

  it('ends with an AbortError when the signal fires on the way', async () => {
    const hub = await startHub({ repositories: { 'owner/name': { files: babyllama() } } });
    hubs.push(hub);
    hub.faults.push({ match: '/storage/', kind: { type: 'slow', delayMs: 2, partBytes: 4096 } });
    const controller = new AbortController();
    const source = await createSourceFactory({ hub: { host: hub.host } })({ kind: 'hub', id: 'owner/name' });
    const resolving = resolveTextModel(source, {
      device: wasm,
      signal: controller.signal,
      onProgress: ({ loadedBytes }) => loadedBytes > 50_000 && controller.abort(),
    });
    expect(await failure(resolving)).toBeInstanceOf(AbortError);
  });
});

describe('progress', () => {
  it('adds up all files, and has a total once all are known', async () => {
    const reports: ModelFilesProgress[] = [];
    const { model } = await online(readModelFolder('tiny-zoo/qwen3-fp16-external'), 'hub', {
      onProgress: (progress) => reports.push(progress),
    });
    expect(reports[0]).toMatchObject({ model: 'owner/name', phase: 'resolving', loadedBytes: 0 });
    const loaded = reports.map(({ loadedBytes }) => loadedBytes);
    expect(loaded).toEqual([...loaded].sort((one, other) => one - other));
    const last = reports.at(-1);
    expect(last?.phase).toBe('downloading');
    expect(last?.totalBytes).toBe(last?.loadedBytes);
    expect(last?.loadedBytes).toBeGreaterThan(model.sizeBytes);
    expect(last?.files.map(({ path }) => path)).toContain('onnx/model_fp16.onnx_data_1');
    const totals = new Set(reports.map(({ totalBytes }) => totalBytes).filter((total) => total !== undefined));
    expect(totals.size).toBe(1);
  });
});
