import type { Folder } from './folder-choice';

/** The first folder of a drop, with its files by their paths in it; undefined where no folder was dropped. */
export async function droppedFolder(transfer: DataTransfer): Promise<Folder | undefined> {
  // All browsers have this one; entries must be taken before the first await.
  const entry = [...transfer.items].map((item) => item.webkitGetAsEntry()).find((found) => found?.isDirectory);
  if (!entry) return undefined;
  const files: Record<string, Blob> = {};
  await collect(entry as FileSystemDirectoryEntry, '', files);
  return { name: entry.name, files };
}

async function collect(folder: FileSystemDirectoryEntry, prefix: string, into: Record<string, Blob>): Promise<void> {
  for (const entry of await entriesOf(folder)) {
    const path = prefix + entry.name;
    if (entry.isDirectory) await collect(entry as FileSystemDirectoryEntry, `${path}/`, into);
    else into[path] = await fileOf(entry as FileSystemFileEntry);
  }
}

async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const entries: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    // It gives at most a hundred at a time, and none at the end.
    if (some.length === 0) return entries;
    entries.push(...some);
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}
