import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { storyWriter } from '../embedded';
import type { ModelChoices, ModelDescriptor } from '../models/model-reference';
import { parseModelReference } from '../models/sources/parse-model-reference';
import { readFolder } from './folder-source';
import type { GenerateCall } from './parse-generate';

/** The model that a call names: a folder on this machine, an address, a hub id, or the embedded one. */
export async function modelOfCall({ model, dtype, device, revision }: GenerateCall): Promise<ModelDescriptor> {
  const choices = {
    ...(dtype !== undefined && { dtype }),
    ...(device !== undefined && { device }),
  } as ModelChoices;
  if (model === undefined) return { ...withFiles(storyWriter), ...choices };
  if (await isFolder(model)) {
    const folder = resolve(model);
    return { kind: 'files', name: basename(folder), files: await readFolder(folder), ...choices };
  }
  const descriptor = parseModelReference(model);
  return { ...descriptor, ...(descriptor.kind === 'hub' && revision !== undefined && { revision }), ...choices };
}

async function isFolder(path: string): Promise<boolean> {
  if (/^https?:/.test(path)) return false;
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

/** Spreading a descriptor would lose addresses that are computed when they are asked for. */
function withFiles<Model extends { readonly files: unknown }>(model: Model): Model {
  return { ...model, files: model.files };
}
