/** Options of a number each. */
export type NumberOption = 'temperature' | 'topP' | 'topK' | 'minP' | 'repetitionPenalty' | 'maxLength' | 'seed';

/** One number that a reader may set. */
export interface OptionField {
  readonly name: NumberOption;
  readonly label: string;
  readonly hint: string;
  readonly min: number;
  readonly max?: number;
  readonly step: number;
  /** Empty where the library chooses. */
  readonly initial?: number;
}

/** The fields in the order in which they stand on the page, with what suits the story writer. */
export const OPTION_FIELDS: readonly OptionField[] = [
  { name: 'temperature', label: 'Temperature', hint: '0 is greedy', min: 0, max: 2, step: 0.1, initial: 0.8 },
  { name: 'maxLength', label: 'Length', hint: 'tokens at most', min: 1, step: 1, initial: 200 },
  { name: 'topP', label: 'Top p', hint: '1 is off', min: 0, max: 1, step: 0.05, initial: 0.9 },
  { name: 'topK', label: 'Top k', hint: '0 is off', min: 0, step: 1, initial: 0 },
  { name: 'minP', label: 'Min p', hint: '0 is off', min: 0, max: 1, step: 0.01, initial: 0 },
  { name: 'repetitionPenalty', label: 'Repetition', hint: '1 is off', min: 0, step: 0.05, initial: 1 },
  { name: 'seed', label: 'Seed', hint: 'empty is random', min: 0, step: 1 },
];
