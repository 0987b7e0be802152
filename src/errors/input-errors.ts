import { BlazeError, type BlazeErrorOptions } from './blaze-error';

/** One rule that an input breaks. */
export interface InputProblem {
  /** Path of the field, as the caller writes it: `messages[0].role`. */
  field: string;
  /** What would have been right. */
  expected: string;
  /** What came, shortened. */
  received: string;
}

/** Details of {@link InvalidInputError} and {@link InvalidConfigError}. */
export interface InvalidInputDetails {
  /** The call or object that was checked, for example `generateText`. */
  subject: string;
  /** Every problem that was found; never empty. */
  problems: readonly InputProblem[];
}

function describe({ subject, problems }: InvalidInputDetails): string {
  const lines = problems.map(
    ({ field, expected, received }) => `${field || subject}: expected ${expected}, received ${received}`,
  );
  return `${subject}: ${lines.join('; ')}`;
}

/** A request that breaks a rule of its schema: wrong type, out of bounds, unknown option. */
export class InvalidInputError extends BlazeError<InvalidInputDetails> {
  constructor(details: InvalidInputDetails, options?: BlazeErrorOptions) {
    super('InvalidInputError', 'INPUT_INVALID', describe(details), details, options);
  }
}

/** A config that breaks a rule of its schema. */
export class InvalidConfigError extends BlazeError<InvalidInputDetails> {
  constructor(details: InvalidInputDetails, options?: BlazeErrorOptions) {
    super('InvalidConfigError', 'CONFIG_INVALID', describe(details), details, options);
  }
}

/** Details of {@link ContextExceededError}. */
export interface ContextExceededDetails {
  /** Tokens of the prompt, after the chat template. */
  promptTokens: number;
  /** The longest prompt that would fit, in tokens. */
  limitTokens: number;
  /** Positions of the model, in tokens. */
  contextLength: number;
}

/** The prompt does not fit into the model's context. */
export class ContextExceededError extends BlazeError<ContextExceededDetails> {
  constructor(details: ContextExceededDetails, options?: BlazeErrorOptions) {
    const excess = details.promptTokens - details.limitTokens;
    super(
      'ContextExceededError',
      'CONTEXT_EXCEEDED',
      `The prompt has ${details.promptTokens} tokens, ${excess} more than the ${details.limitTokens} that fit into the model's context of ${details.contextLength}; shorten it or ask for truncate: 'start'`,
      details,
      options,
    );
  }
}
