import type { EmbeddedModel, FilesModel, ModelReference } from '../models/model-reference';
import { integer, nonEmptyString, oneOf } from './fields';
import { strictObject, z } from './zod';

const choices = {
  dtype: oneOf('auto', 'fp32', 'fp16', 'q8', 'int8', 'uint8', 'q4', 'q4f16', 'bnb4').optional(),
  device: oneOf('auto', 'webgpu', 'wasm').optional(),
  graphFile: nonEmptyString().optional(),
  contextLength: integer({ minimum: 1 }).optional(),
  tokenizer: nonEmptyString().optional(),
};

const hubModel = strictObject({
  kind: z.literal('hub'),
  id: z.string({ error: "a repository as 'owner/name'" }).regex(/^[^/\s@]+\/[^/\s@]+$/),
  revision: nonEmptyString().optional(),
  host: nonEmptyString().optional(),
  subfolder: nonEmptyString().optional(),
  ...choices,
});

const urlModel = strictObject({ kind: z.literal('url'), url: nonEmptyString(), ...choices });

function isBlob(value: unknown): value is Blob {
  return typeof Blob !== 'undefined' && value instanceof Blob;
}

/** Files and handles are objects of the platform: they are looked at, never taken apart. */
function isFileCollection(value: unknown): value is FilesModel['files'] {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.length > 0 && value.every(isBlob);
  if ('kind' in value && value.kind === 'directory') return 'entries' in value && typeof value.entries === 'function';
  const files = Object.values(value);
  return files.length > 0 && files.every(isBlob);
}

const filesModel = strictObject({
  kind: z.literal('files'),
  name: nonEmptyString(),
  files: z.custom<FilesModel['files']>(isFileCollection, {
    error: 'an array of files, an object of blobs by path, or a directory handle',
  }),
  ...choices,
});

type EmbeddedFile = EmbeddedModel['files'][string];

/** One object and not a union of three: its messages name the keys of all forms. */
const embeddedFile = strictObject({
  url: nonEmptyString().optional(),
  json: z.unknown().optional(),
  text: z.string().optional(),
}).refine((file) => Object.keys(file).length === 1, {
  error: 'an object with one of url, json and text',
  // A misspelt key has been told already.
  when: ({ issues }) => issues.length === 0,
}) as z.ZodType<unknown> as z.ZodType<EmbeddedFile, EmbeddedFile>;

const embeddedModel = strictObject({
  kind: z.literal('embedded'),
  id: nonEmptyString(),
  files: z.record(z.string(), embeddedFile),
  ...choices,
});

/** Any way to name a model: hub id, address, or descriptor. Files pass as they are. */
export const modelReferenceSchema: z.ZodType<ModelReference, ModelReference> = z.union(
  [nonEmptyString(), z.discriminatedUnion('kind', [hubModel, urlModel, filesModel, embeddedModel])],
  { error: "a hub id ('owner/name'), an address, or a model descriptor" },
);
