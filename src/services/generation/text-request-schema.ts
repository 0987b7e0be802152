import type { TextRequest } from '../../engines/llm/text-request';
import { strictObject, z } from '../../validation/zod';
import { textOptionsShape } from './text-options-schema';

/** Rules of {@link TextRequest}. An empty prompt passes: whether it will do is the model's say. */
export const textRequestSchema: z.ZodType<TextRequest> = strictObject({ prompt: z.string(), ...textOptionsShape });
