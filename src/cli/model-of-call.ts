import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { storyWriter } from '../embedded';
import type { SourceFactory } from '../models/create-source';
import type { ModelChoices, ModelDescriptor } from '../models/model-reference';
import { parseModelReference } from '../models/sources/parse-model-reference';
import { createFolderSource } from './folder-source';
import type { GenerateCall } from './parse-generate';

/** The model of a call, and sources that know it. */
export interface ModelOfCall {
  readonly descriptor: ModelDescriptor;
  readonly extendSources: (sources: SourceFactory) => SourceFactory;
}

/** The model that a call names: a folder on this machine, an address, a hub id, or the embedded one. */
export async function modelOfCall({ model, dtype, device, revision, hub }: GenerateCall): Promise<ModelOfCall> {
  const choices = {
    ...(dtype !== undefined && { dtype }),
    ...(device !== undefined && { device }),
  } as ModelChoices;
  const asItIs = (sources: SourceFactory): SourceFactory => sources;
  if (model === undefined) return { descriptor: { ...storyWriter, ...choices }, extendSources: asItIs };
  if (await isFolder(model)) {
    const name = basename(model);
    return {
      descriptor: { kind: 'files', name, files: {}, ...choices },
      // Files of a folder are opened by the source, not listed in the descriptor: they may be larger than memory.
      extendSources: (sources) => (descriptor) =>
        descriptor.kind === 'files' && descriptor.name === name ? createFolderSource(model) : sources(descriptor),
    };
  }
  const descriptor = parseModelReference(model, { hubHost: hub });
  const pinned = descriptor.kind === 'hub' && revision !== undefined ? { revision } : {};
  return { descriptor: { ...descriptor, ...pinned, ...choices }, extendSources: asItIs };
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}
