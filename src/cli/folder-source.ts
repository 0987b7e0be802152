import { createHash } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ModelNotFoundError } from '../errors/model-errors';
import type { ModelSource, SourceEntry } from '../models/model-source';
import { throwIfAborted } from '../errors/throw-if-aborted';

/** Reads a `file:` address; the bytes stay on the disk until they are read. */
export function readFileUrl(url: string): Promise<Blob> {
  return openAsBlob(fileURLToPath(url));
}

interface FolderFile extends SourceEntry {
  readonly changedMs: number;
}

/** Files of the folder and of those below it; links to files are followed, as the hub's own cache consists of them. */
async function filesBelow(root: string): Promise<readonly FolderFile[]> {
  const names = await readdir(root, { recursive: true });
  const files = await Promise.all(
    names.map(async (name) => {
      // A link that leads nowhere is no file of the model.
      const stats = await stat(join(root, name)).catch(() => undefined);
      if (!stats?.isFile()) return undefined;
      return { path: name.split(sep).join('/'), sizeBytes: stats.size, changedMs: stats.mtimeMs };
    }),
  );
  return files.filter((file) => file !== undefined).sort((one, other) => (one.path < other.path ? -1 : 1));
}

/**
 * A folder of the disk as a source: a local Hugging Face layout or what the onnxruntime-genai builder wrote. Files are opened, not read, until
 * their bytes are asked for.
 *
 * @throws {ModelNotFoundError} where there is no such folder
 */
export async function createFolderSource(folder: string): Promise<ModelSource> {
  const root = resolve(folder);
  const name = basename(root);
  const isFolder = await stat(root).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
  if (!isFolder) throw new ModelNotFoundError({ model: name, reason: `there is no folder ${root}` });
  const files = await filesBelow(root);
  const hash = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 16);
  const entries: readonly SourceEntry[] = files.map(({ path, sizeBytes }) => ({ path, sizeBytes }));
  return {
    id: `folder:${root}#${hash}`,
    name,
    list: async () => entries,
    stat: async (path) => entries.find((entry) => entry.path === path),
    async read(path, { signal, onProgress } = {}) {
      throwIfAborted(signal);
      if (!entries.some((entry) => entry.path === path)) return undefined;
      const blob = await openAsBlob(join(root, ...path.split('/')));
      onProgress?.({ path, loadedBytes: blob.size, totalBytes: blob.size, cached: true });
      return blob;
    },
  };
}
