import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createMemoryBlobStore } from '../../src/caching/memory-blob-store';
import { createFolderSource, readFileUrl } from '../../src/cli/folder-source';
import { createSourceFactory, type SourceFactoryOptions } from '../../src/models/create-source';
import type { EmbeddedModel, ModelDescriptor } from '../../src/models/model-reference';
import { type HubOptions, startHub } from '../fixtures/hub';
import { contractFiles, describeModelSource, type SourceUnderTest } from './model-source';

const repositories = { 'owner/name': { files: contractFiles } };

async function onHub(
  describeModel: (host: string) => ModelDescriptor,
  hubOptions: Partial<HubOptions> = {},
  options: SourceFactoryOptions = {},
): Promise<SourceUnderTest> {
  const hub = await startHub({ repositories, ...hubOptions });
  const create = createSourceFactory({ hub: { host: hub.host }, ...options });
  const model = describeModel(hub.host);
  return { source: await create(model), again: await create(model), dispose: () => hub.close() };
}

async function inMemory(model: ModelDescriptor, options: SourceFactoryOptions = {}): Promise<SourceUnderTest> {
  const create = createSourceFactory(options);
  return { source: await create(model), again: await create(model), dispose: async () => undefined };
}

async function onDisk(make: (folder: string) => Promise<Omit<SourceUnderTest, 'dispose'>>): Promise<SourceUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), 'blaze-ai-'));
  for (const [path, bytes] of Object.entries(contractFiles)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
  return { ...(await make(folder)), dispose: () => rm(folder, { recursive: true }) };
}

const hubModel = (): ModelDescriptor => ({ kind: 'hub', id: 'owner/name' });
const urlModel = (host: string): ModelDescriptor => ({ kind: 'url', url: `${host}/owner/name/resolve/main` });

describeModelSource('a hub', () => onHub(hubModel), { lists: true });
describeModelSource('a hub with pages of two lines', () => onHub(hubModel, { pageSize: 2 }), { lists: true });
describeModelSource('a hub that cannot list', () => onHub(hubModel, { canList: false }), { lists: false });
describeModelSource(
  'a hub with own headers, whose redirects are followed by hand',
  async () => {
    const hub = await startHub({ repositories });
    const create = createSourceFactory({ hub: { host: hub.host, headers: { 'x-gateway-key': 'k' } } });
    return { source: await create(hubModel()), again: await create(hubModel()), dispose: () => hub.close() };
  },
  { lists: true },
);
describeModelSource(
  'a folder of a hub repository',
  () => {
    const files = Object.fromEntries(
      Object.entries(contractFiles).map(([path, bytes]) => [`sub/folder/${path}`, bytes]),
    );
    return onHub(() => ({ kind: 'hub', id: 'owner/name', subfolder: '/sub/folder/' }), {
      repositories: { 'owner/name': { files: { ...files, 'sub/folder-b/other.json': '{}', 'root.json': '{}' } } },
    });
  },
  { lists: true },
);
describeModelSource('a plain address', () => onHub(urlModel), { lists: false });
describeModelSource(
  'a hub behind a store',
  () => onHub(hubModel, {}, { store: createMemoryBlobStore(), onStoreFailure: ({ error }) => Promise.reject(error) }),
  { lists: true },
);
describeModelSource(
  'an address behind a store',
  () => onHub(urlModel, {}, { store: createMemoryBlobStore(), onStoreFailure: ({ error }) => Promise.reject(error) }),
  { lists: false },
);
describeModelSource(
  'picked files',
  () =>
    inMemory({
      kind: 'files',
      name: 'picked',
      files: Object.entries(contractFiles).map(([path, bytes]) => new File([bytes], path, { lastModified: 1 })),
    }),
  { lists: true },
);
describeModelSource(
  'Blobs by path',
  () =>
    inMemory({
      kind: 'files',
      name: 'blobs',
      files: Object.fromEntries(Object.entries(contractFiles).map(([path, bytes]) => [path, new Blob([bytes])])),
    }),
  { lists: true },
);
describeModelSource(
  'a folder of the disk',
  () =>
    onDisk(async (folder) => ({ source: await createFolderSource(folder), again: await createFolderSource(folder) })),
  { lists: true },
);
describeModelSource(
  'an embedded model',
  () =>
    onDisk(async (folder) => {
      const model: EmbeddedModel = {
        kind: 'embedded',
        id: 'embedded',
        files: {
          'config.json': { json: { model_type: 'llama' } },
          'deep/er/with space & ü#%?.txt': { text: 'names are encoded' },
          'onnx/model.onnx': { url: pathToFileURL(join(folder, 'onnx/model.onnx')).href },
        },
      };
      const create = createSourceFactory({ readFileUrl });
      return { source: await create(model), again: await create(model) };
    }),
  { lists: true },
);
