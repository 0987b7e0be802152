import { InvalidInputError, type InputProblem } from '../../../errors';
import type { SamplingOptions } from './sampling-options';

/** Ids that a caller named and that the vocabulary must have. */
export interface NamedTokenIds extends Pick<SamplingOptions, 'logitBias'> {
  readonly badWordIds: readonly (readonly number[])[];
}

/**
 * Checks the token ids in `logitBias` and `badWords` against the vocabulary, which is only known once the model is there.
 *
 * @param vocabularySize - in tokens, as the logits have it
 * @throws {InvalidInputError} which names the field of each id that the model does not have
 */
export function checkSamplingIds(
  { logitBias = {}, badWordIds }: NamedTokenIds,
  vocabularySize: number,
  subject: string,
): void {
  const problems: InputProblem[] = [];
  const check = (field: string, id: number): void => {
    if (Number.isInteger(id) && id >= 0 && id < vocabularySize) return;
    problems.push({ field, expected: `a token id from 0 to ${vocabularySize - 1}`, received: String(id) });
  };
  for (const key of Object.keys(logitBias)) check(`logitBias[${key}]`, Number(key));
  badWordIds.forEach((ids, word) => {
    for (const id of ids) check(`badWords[${word}]`, id);
  });
  if (problems.length > 0) throw new InvalidInputError({ subject, problems });
}
