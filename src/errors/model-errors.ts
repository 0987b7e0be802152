import { BlazeError, type BlazeErrorOptions } from './blaze-error';

/** Details of {@link ModelNotSetError}. */
export interface ModelNotSetDetails {
  /** The kind of model that the call needs. */
  task: 'text' | 'image';
}

const embeddedExport = { text: 'storyWriter', image: 'emojiPainter' } as const;

/** A call named no model and the config has no default. */
export class ModelNotSetError extends BlazeError<ModelNotSetDetails> {
  constructor(details: ModelNotSetDetails, options?: BlazeErrorOptions) {
    const name = embeddedExport[details.task];
    super(
      'ModelNotSetError',
      'MODEL_NOT_SET',
      `No ${details.task} model is set: pass one with the call, or set a default, for example: import { ${name} } from 'blaze-ai/embedded'; createModularAI({ models: { ${details.task}: ${name} } })`,
      details,
      options,
    );
  }
}

/** Details of {@link ModelNotFoundError}. */
export interface ModelNotFoundDetails {
  /** The model as it was named. */
  model: string;
  /** What was looked for and not found, and where. */
  reason: string;
}

/** The model, or a file that it cannot do without, is not where it was looked for. */
export class ModelNotFoundError extends BlazeError<ModelNotFoundDetails> {
  constructor(details: ModelNotFoundDetails, options?: BlazeErrorOptions) {
    super('ModelNotFoundError', 'MODEL_NOT_FOUND', `Model ${details.model}: ${details.reason}`, details, options);
  }
}

/** Details of {@link ModelFileInvalidError}. */
export interface ModelFileInvalidDetails {
  model: string;
  /** Path of the file in the repository. */
  file: string;
  /** What was expected of the file and what came. */
  reason: string;
}

/** A file of the model cannot be read as what its name says. */
export class ModelFileInvalidError extends BlazeError<ModelFileInvalidDetails> {
  constructor(details: ModelFileInvalidDetails, options?: BlazeErrorOptions) {
    super(
      'ModelFileInvalidError',
      'MODEL_FILE_INVALID',
      `Model ${details.model}, file ${details.file}: ${details.reason}`,
      details,
      options,
    );
  }
}

/** Details of {@link ModelUnsupportedError}. */
export interface ModelUnsupportedDetails {
  model: string;
  /** The graph input, operator or architecture that stands in the way, and why. */
  reason: string;
}

/** The graph is sound, but this library or this device cannot run it. */
export class ModelUnsupportedError extends BlazeError<ModelUnsupportedDetails> {
  constructor(details: ModelUnsupportedDetails, options?: BlazeErrorOptions) {
    super(
      'ModelUnsupportedError',
      'MODEL_UNSUPPORTED',
      `Model ${details.model} cannot run here: ${details.reason}`,
      details,
      options,
    );
  }
}

/** Details of {@link ChatTemplateMissingError}. */
export interface ChatTemplateMissingDetails {
  model: string;
}

/** A chat was asked of a model that has no chat template. */
export class ChatTemplateMissingError extends BlazeError<ChatTemplateMissingDetails> {
  constructor(details: ChatTemplateMissingDetails, options?: BlazeErrorOptions) {
    super(
      'ChatTemplateMissingError',
      'CHAT_TEMPLATE_MISSING',
      `Model ${details.model} has no chat template, so it cannot chat; use generateText`,
      details,
      options,
    );
  }
}

/** Details of {@link ChatTemplateFailedError}. */
export interface ChatTemplateFailedDetails {
  model: string;
  reason: string;
}

/** The model's chat template refused the messages. */
export class ChatTemplateFailedError extends BlazeError<ChatTemplateFailedDetails> {
  constructor(details: ChatTemplateFailedDetails, options?: BlazeErrorOptions) {
    super(
      'ChatTemplateFailedError',
      'CHAT_TEMPLATE_FAILED',
      `The chat template of ${details.model} refused the messages: ${details.reason}`,
      details,
      options,
    );
  }
}
