import type { SourceEntry } from '../model-source';

/** The files below `folder`, with paths relative to it; a path that is not below it is left out. */
export function entriesBelow(entries: readonly SourceEntry[], folder: string): readonly SourceEntry[] {
  if (folder === '') return entries;
  const prefix = `${folder}/`;
  return entries
    .filter(({ path }) => path.startsWith(prefix))
    .map((entry) => ({ ...entry, path: entry.path.slice(prefix.length) }));
}

/** A folder without slashes at its ends and without `.` segments. */
export function cleanFolder(folder: string | undefined): string {
  return (folder ?? '')
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.')
    .join('/');
}
