import type { LoadProgress } from 'blaze-ai';
import { findElement } from './find-element';
import { formatBytes } from './format';

/** Bytes of a model on their way: one bar, and a line for each file where several are fetched. */
export function showLoadProgress(): (progress: LoadProgress | undefined) => void {
  const bar = findElement('load-bar', HTMLProgressElement);
  const bytes = findElement('load-bytes', HTMLParagraphElement);
  const list = findElement('load-files', HTMLUListElement);

  return (progress) => {
    bar.hidden = progress === undefined;
    bytes.hidden = progress === undefined || progress.loadedBytes === 0;
    // Files that are here already would hide the one that everybody waits for.
    const fetched = progress?.files.filter((file) => !file.cached) ?? [];
    list.hidden = fetched.length < 2;
    if (!progress) return;
    showBar(bar, progress);
    bytes.textContent = bytesInWords(progress);
    list.replaceChildren(...fetched.map(lineOf));
  };
}

function showBar(bar: HTMLProgressElement, { phase, loadedBytes, totalBytes }: LoadProgress): void {
  if (phase === 'downloading' && totalBytes) {
    bar.max = totalBytes;
    bar.value = loadedBytes;
  } else bar.removeAttribute('value');
}

function lineOf(file: LoadProgress['files'][number]): HTMLLIElement {
  const line = document.createElement('li');
  const path = document.createElement('span');
  path.textContent = file.path;
  const size = document.createElement('span');
  size.textContent = bytesInWords(file);
  line.append(path, size);
  return line;
}

function bytesInWords({ loadedBytes, totalBytes }: { loadedBytes: number; totalBytes?: number }): string {
  const loaded = formatBytes(loadedBytes);
  return totalBytes === undefined ? loaded : `${loaded} of ${formatBytes(totalBytes)}`;
}
