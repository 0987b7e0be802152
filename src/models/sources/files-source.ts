import type { FilesModel } from '../model-reference';
import type { ModelSource, SourceEntry } from '../model-source';
import { throwIfAborted } from '../../errors/throw-if-aborted';
import { fingerprint } from './fingerprint';

async function walk(directory: FileSystemDirectoryHandle, prefix: string, into: Map<string, Blob>): Promise<void> {
  for await (const [name, handle] of directory.entries()) {
    if (handle.kind === 'directory') await walk(handle as FileSystemDirectoryHandle, `${prefix}${name}/`, into);
    else into.set(`${prefix}${name}`, await (handle as FileSystemFileHandle).getFile());
  }
}

/** Paths of picked files without the picked folder's own name, where all share one. */
function pathsOf(files: readonly File[]): readonly string[] {
  const paths = files.map((file) => file.webkitRelativePath || file.name);
  const first = paths[0]?.split('/')[0];
  const isPickedFolder = first !== undefined && paths.every((path) => path.startsWith(`${first}/`));
  return isPickedFolder && files.every((file) => Boolean(file.webkitRelativePath))
    ? paths.map((path) => path.slice(first.length + 1))
    : paths;
}

async function filesByPath({ files }: FilesModel): Promise<ReadonlyMap<string, Blob>> {
  if (Array.isArray(files)) {
    const paths = pathsOf(files as readonly File[]);
    return new Map((files as readonly File[]).map((file, index) => [paths[index] ?? file.name, file]));
  }
  if ('kind' in files && files.kind === 'directory') {
    const found = new Map<string, Blob>();
    await walk(files as FileSystemDirectoryHandle, '', found);
    return found;
  }
  return new Map(Object.entries(files as Readonly<Record<string, Blob>>));
}

/** Files of the user, in the page's memory or on their disk; nothing is copied. */
export async function createFilesSource(model: FilesModel): Promise<ModelSource> {
  const files = await filesByPath(model);
  const entries: readonly SourceEntry[] = [...files].map(([path, { size }]) => ({ path, sizeBytes: size }));
  return {
    id: `files:${model.name}#${await fingerprint(files)}`,
    name: model.name,
    list: async () => entries,
    stat: async (path) => entries.find((entry) => entry.path === path),
    async read(path, { signal, onProgress } = {}) {
      throwIfAborted(signal);
      const file = files.get(path);
      if (file) onProgress?.({ path, loadedBytes: file.size, totalBytes: file.size, cached: true });
      return file;
    },
  };
}
