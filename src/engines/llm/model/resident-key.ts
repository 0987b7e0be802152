import type { ModelChoices } from '../../../models/model-reference';
import type { ModelSource } from '../../../models/model-source';

/** Calls with one key share one resident model: same bytes, loaded the same way. */
export function residentKey({ id }: ModelSource, choices: ModelChoices): string {
  const { dtype = 'auto', device = 'auto', graphFile = '', contextLength = '', tokenizer = '' } = choices;
  return [id, dtype, device, graphFile, contextLength, tokenizer].join('|');
}
