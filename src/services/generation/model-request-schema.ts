import type { ModelReference } from '../../models/model-reference';
import { modelReferenceSchema } from '../../validation/model-reference-schema';
import { strictObject, type z } from '../../validation/zod';

/** A request about one model. */
export interface ModelRequest {
  /** @default the config's `models.text` */
  model?: ModelReference;
}

/** Rules of {@link ModelRequest}. */
export const modelRequestSchema: z.ZodType<ModelRequest> = strictObject({ model: modelReferenceSchema.optional() });

/** A request that says nothing. */
export const emptyRequestSchema: z.ZodType<Record<string, never>> = strictObject({});
