import { describe, expect, it } from 'vitest';
import * as errors from '../../../src/errors';

const { BlazeError, deserializeError, serializeError, toBlazeError } = errors;

const examples = [
  new errors.AbortError({ partialText: 'a', partialTokenIds: [1], reason: 'r' }),
  new errors.TimedOutError({ timeoutMs: 5, partialText: 'a' }),
  new errors.ChatTemplateMissingError({ model: 'm' }),
  new errors.ChatTemplateFailedError({ model: 'm', reason: 'r' }),
  new errors.InvalidConfigError({ subject: 'config', problems: [{ field: 'f', expected: 'e', received: 'r' }] }),
  new errors.InvalidInputError({ subject: 'call', problems: [{ field: '', expected: 'e', received: 'r' }] }),
  new errors.ContextExceededError({ promptTokens: 10, limitTokens: 7, contextLength: 8 }),
  new errors.DeviceLostError({ device: 'webgpu', reason: 'r' }),
  new errors.DeviceUnavailableError({ device: 'webgpu', reason: 'r' }),
  new errors.DownloadFailedError({ url: 'u', status: 404, reason: 'r' }),
  new errors.InternalError({ reason: 'r' }),
  new errors.ModelFileInvalidError({ model: 'm', file: 'f', reason: 'r' }),
  new errors.ModelNotFoundError({ model: 'm', reason: 'r' }),
  new errors.ModelNotSetError({ task: 'image' }),
  new errors.ModelUnsupportedError({ model: 'm', reason: 'r' }),
  new errors.OutOfMemoryError({ where: 'gpu', reason: 'r' }),
  new errors.RuntimeFaultError({ phase: 'run', reason: 'r' }),
  new errors.ShutDownError(),
  new errors.StorageFullError({ neededBytes: 2, availableBytes: 1 }),
  new errors.StorageUnavailableError({ reason: 'r' }),
  new errors.WorkerCrashedError({ reason: 'r' }),
  new errors.WorkerStartFailedError({ reason: 'r' }),
];

describe('an error that crosses a thread', () => {
  it.each(examples.map((error) => [error.code, error] as const))('%s comes back as it was', (_code, error) => {
    const back = deserializeError(structuredClone(serializeError(error)));
    expect(back).toBeInstanceOf(error.constructor);
    expect(back.toJSON()).toEqual(error.toJSON());
    expect(BlazeError.isInstance(back)).toBe(true);
  });

  it('has an example of every code here', () => {
    expect(examples.map(({ code }) => code).toSorted()).toEqual(Object.keys(errors.httpStatus).toSorted());
  });

  it('keeps name and message of its causes', () => {
    const root = new RangeError('root');
    const error = new errors.RuntimeFaultError(
      { phase: 'run', reason: 'r' },
      { cause: new Error('middle', { cause: root }) },
    );
    const cause = deserializeError(structuredClone(serializeError(error))).cause as Error;
    expect([cause.name, cause.message]).toEqual(['Error', 'middle']);
    expect(cause.cause).toMatchObject({ name: 'RangeError', message: 'root' });
  });

  it('survives a circle of causes', () => {
    const cause: Error & { cause?: unknown } = new Error('again');
    cause.cause = cause;
    expect(serializeError(new errors.InternalError({ reason: 'r' }, { cause })).causes).toHaveLength(8);
  });

  it('that is foreign becomes the cause of an internal one', () => {
    const foreign = new SyntaxError('bad');
    expect(toBlazeError(foreign)).toMatchObject({
      code: 'INTERNAL',
      cause: foreign,
      details: { reason: 'SyntaxError: bad' },
    });
    expect(toBlazeError('text')).toMatchObject({ details: { reason: 'text' } });
  });

  it('is known by a second copy of the library', () => {
    const copy = Object.assign(new Error('x'), { [Symbol.for('blaze-ai.error')]: true });
    expect(BlazeError.isInstance(copy)).toBe(true);
    expect(BlazeError.isInstance(new Error('x'))).toBe(false);
  });
});
