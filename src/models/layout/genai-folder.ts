import { ModelFileInvalidError, ModelUnsupportedError } from '../../errors/model-errors';
import { folderOf, pathIn, resolveLocation } from '../paths';
import type { JsonObject } from '../text-model-files';
import type { Repository } from './repository';

const configName = 'genai_config.json';

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as JsonObject)[key] : undefined;
}

/**
 * The graph of a folder that the onnxruntime-genai builder wrote.
 *
 * @returns undefined where the folder has no `genai_config.json`
 * @throws {ModelUnsupportedError} where the config names a pipeline of several graphs
 */
export async function genaiGraph(repository: Repository, folder: string): Promise<string | undefined> {
  const file = pathIn(folder, configName);
  const config = await repository.json(file);
  if (!config) return undefined;
  const model = repository.source.name;
  const decoder = member(config.model, 'decoder');
  if (member(decoder, 'pipeline') !== undefined)
    throw new ModelUnsupportedError({ model, reason: `${file} splits the decoder into a pipeline of several graphs` });
  const name = member(decoder, 'filename');
  const graphFile = typeof name === 'string' ? resolveLocation(folder, name) : undefined;
  if (graphFile !== undefined) return graphFile;
  const received = name === undefined ? 'nothing' : JSON.stringify(name);
  throw new ModelFileInvalidError({
    model,
    file,
    reason: `expected model.decoder.filename to name a graph in the folder, received ${received}`,
  });
}

/** Folders below the root with a `genai_config.json`, those for the device first: the builder writes one a device and precision. */
export function nestedGenaiFolders({ listing = [] }: Repository, webgpu: boolean): readonly string[] {
  const wanted = webgpu ? ['webgpu', 'web', 'cpu'] : ['cpu', 'web', 'webgpu'];
  const rank = (folder: string) => {
    const segments = folder.split('/');
    const index = wanted.findIndex((word) =>
      segments.some((segment) => segment === word || segment.startsWith(`${word}-`)),
    );
    return index < 0 ? wanted.length : index;
  };
  return listing
    .filter(({ path }) => path.endsWith(`/${configName}`))
    .map(({ path }) => folderOf(path))
    .sort((one, other) => rank(one) - rank(other) || (one < other ? -1 : 1));
}
