/** The folder of a path; empty for the root. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** A path inside a folder; the empty folder is the root. */
export function pathIn(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/**
 * Where a file lies that a graph in `folder` names.
 *
 * @returns undefined where the location leaves the folder or is absolute: such a name is never followed
 */
export function resolveLocation(folder: string, location: string): string | undefined {
  const segments = location.split(/[/\\]/);
  const isAbsolute = segments[0] === '' || segments[0]?.includes(':');
  if (isAbsolute || segments.includes('..')) return undefined;
  const inside = segments.filter((segment) => segment !== '' && segment !== '.');
  return inside.length === 0 ? undefined : pathIn(folder, inside.join('/'));
}
