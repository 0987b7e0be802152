import { DownloadFailedError } from '../../errors/download-errors';
import type { HttpClient } from '../http/http-client';
import type { EmbeddedModel } from '../model-reference';
import type { ModelSource, ReadOptions, SourceEntry } from '../model-source';
import { throwIfAborted } from '../../errors/throw-if-aborted';

/** Reads a `file:` address; `fetch` cannot in Node, where the package lies on the disk. */
export type ReadFileUrl = (url: string) => Promise<Blob>;

export interface EmbeddedSourceOptions {
  readonly client: HttpClient;
  /** For hosts whose packages lie on a disk; a browser has none. */
  readonly readFileUrl?: ReadFileUrl;
}

/** A model that came with the package. Its small files are inline, so that they cost no request. */
export function createEmbeddedSource(
  model: EmbeddedModel,
  { client, readFileUrl }: EmbeddedSourceOptions,
): ModelSource {
  const inline = new Map<string, Blob>();
  for (const [path, file] of Object.entries(model.files)) {
    if ('json' in file) inline.set(path, new Blob([JSON.stringify(file.json)]));
    else if ('text' in file) inline.set(path, new Blob([file.text]));
  }
  const entries: readonly SourceEntry[] = Object.keys(model.files).map((path) => ({
    path,
    sizeBytes: inline.get(path)?.size,
  }));

  async function readUrl(path: string, url: string, { signal, onProgress }: ReadOptions): Promise<Blob> {
    if (url.startsWith('file:') && readFileUrl) {
      const blob = await readFileUrl(url);
      throwIfAborted(signal);
      onProgress?.({ path, loadedBytes: blob.size, totalBytes: blob.size, cached: true });
      return blob;
    }
    const blob = await client.download(url, {
      signal,
      onProgress: onProgress && ((progress) => onProgress({ path, cached: false, ...progress })),
    });
    if (blob) return blob;
    const reason = `the file of the embedded model ${model.id} is not beside the package's script; copy the package's models folder as it is`;
    throw new DownloadFailedError({ url, status: 404, reason });
  }

  return {
    id: `embedded:${model.id}`,
    name: model.id,
    list: async () => entries,
    stat: async (path) => entries.find((entry) => entry.path === path),
    async read(path, options = {}) {
      throwIfAborted(options.signal);
      const file = model.files[path];
      if (file === undefined) return undefined;
      if ('url' in file) return readUrl(path, file.url, options);
      const blob = inline.get(path);
      if (blob) options.onProgress?.({ path, loadedBytes: blob.size, totalBytes: blob.size, cached: true });
      return blob;
    },
  };
}
