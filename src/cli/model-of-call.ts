import { stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { storyWriter } from '../embedded';
import type { ModelChoices, ModelDescriptor } from '../models/model-reference';
import type { ModelSource } from '../models/model-source';
import { parseModelReference } from '../models/sources/parse-model-reference';
import { createFolderSource } from './folder-source';
import type { GenerateCall } from './parse-generate';
import { wrongCall } from './wrong-call';

/**
 * The model that a call names: a folder on this machine, an address, a hub id, or the embedded one.
 *
 * @throws {InvalidInputError} where it names none, or a revision of what has no revisions
 */
export async function modelOfCall(call: GenerateCall): Promise<ModelDescriptor> {
  const { dtype, device, revision } = call;
  const choices = {
    ...(dtype !== undefined && { dtype }),
    ...(device !== undefined && { device }),
  } as ModelChoices;
  const model = await descriptorOf(call);
  if (revision === undefined) return { ...model, ...choices };
  if (model.kind !== 'hub') throw wrongCall('--revision', 'a model of a hub beside it', JSON.stringify(revision));
  return { ...model, revision, ...choices };
}

async function descriptorOf({ model, hub }: GenerateCall): Promise<ModelDescriptor> {
  if (model === undefined) return storyWriter;
  if (await isFolder(model)) {
    const source = await createFolderSource(model);
    return { kind: 'files', name: source.name, files: await openAll(source) };
  }
  if (await isOnDisk(model)) throw wrongCall('--model', 'a folder, a hub id or an address', `the file ${model}`);
  if (looksLikePath(model)) throw wrongCall('--model', 'a folder that exists', model);
  return parseModelReference(model, { hubHost: hub });
}

/** Opens every file of a folder; the bytes stay on the disk until they are read. */
async function openAll(source: ModelSource): Promise<Record<string, Blob>> {
  const files: Record<string, Blob> = {};
  for (const { path } of (await source.list()) ?? []) {
    const file = await source.read(path);
    if (file !== undefined) files[path] = file;
  }
  return files;
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}

async function isOnDisk(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** What begins like a path is not a hub id. */
function looksLikePath(model: string): boolean {
  return isAbsolute(model) || /^(\.{1,2}|~)([\\/]|$)/.test(model);
}
