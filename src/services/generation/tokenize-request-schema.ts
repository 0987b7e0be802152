import type { TokenizeRequest } from '../../engines/llm/text-engine';
import { modelReferenceSchema } from '../../validation/model-reference-schema';
import { strictObject, z } from '../../validation/zod';

/** Rules of {@link TokenizeRequest}. */
export const tokenizeRequestSchema: z.ZodType<TokenizeRequest> = strictObject({
  text: z.string(),
  model: modelReferenceSchema.optional(),
  addSpecialTokens: z.boolean().default(true),
});
