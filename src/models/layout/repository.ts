import { ModelFileInvalidError } from '../../errors/model-errors';
import type { ProgressTally } from '../model-files-progress';
import type { ModelSource, SourceEntry } from '../model-source';
import type { JsonObject } from '../text-model-files';

/** A source during one load: its listing once, its progress in one tally. */
export interface Repository {
  readonly source: ModelSource;
  /** Undefined where the source cannot list. */
  readonly listing: readonly SourceEntry[] | undefined;
  /** By the listing, else by asking for the one file. */
  entry(path: string): Promise<SourceEntry | undefined>;
  /** A file that the model can do without. */
  optional(path: string): Promise<Blob | undefined>;
  /** A file that the model cannot do without; undefined where there is none, for the caller to say what that means. */
  required(path: string): Promise<Blob | undefined>;
  text(path: string): Promise<string | undefined>;
  /** @throws {ModelFileInvalidError} where the file is no JSON object */
  json(path: string): Promise<JsonObject | undefined>;
}

function parseObject(text: string, model: string, file: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (thrown) {
    const reason = `expected JSON of ${text.length} characters, but ${thrown instanceof Error ? thrown.message : String(thrown)}`;
    throw new ModelFileInvalidError({ model, file, reason }, { cause: thrown });
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  const received = Array.isArray(value) ? 'an array' : value === null ? 'null' : `a ${typeof value}`;
  throw new ModelFileInvalidError({ model, file, reason: `expected a JSON object, received ${received}` });
}

/** Opens a source for one load. */
export async function openRepository(
  source: ModelSource,
  tally: ProgressTally,
  signal: AbortSignal | undefined,
): Promise<Repository> {
  const listing = await source.list({ signal });
  const listed = listing && new Map(listing.map((entry) => [entry.path, entry]));

  async function read(path: string, optional: boolean): Promise<Blob | undefined> {
    if (listed && !listed.has(path)) return undefined;
    const expectedBytes = listed?.get(path)?.sizeBytes;
    return source.read(path, { signal, optional, expectedBytes, onProgress: tally.onFile });
  }
  const text = async (path: string) => (await read(path, true))?.text();
  return {
    source,
    listing,
    entry: async (path) => (listed ? listed.get(path) : source.stat(path, { signal })),
    optional: (path) => read(path, true),
    required: (path) => read(path, false),
    text,
    async json(path) {
      const content = await text(path);
      return content === undefined ? undefined : parseObject(content, source.name, path);
    },
  };
}
