import type { ChatMessage, ChatRequest } from '../../engines/llm/text-request';
import { freeObject, nonEmptyString } from '../../validation/fields';
import { looseObject, strictObject, z } from '../../validation/zod';
import { textOptionsShape } from './text-options-schema';

/** Further keys of a message are the template's. */
const message: z.ZodType<ChatMessage> = looseObject({ role: nonEmptyString(), content: z.string() });

/** Rules of {@link ChatRequest}. Which roles there are is the template's say. */
export const chatRequestSchema: z.ZodType<ChatRequest> = strictObject({
  messages: z.array(message, { error: 'an array of at least one message' }).min(1),
  templateOptions: freeObject().optional(),
  ...textOptionsShape,
});
