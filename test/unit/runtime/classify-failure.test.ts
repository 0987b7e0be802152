import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../../../src/errors';
import { classifyFailure } from '../../../src/runtime/classify-failure';

const running = { phase: 'run', device: 'wasm', model: 'm' } as const;
const creating = { phase: 'create session', device: 'wasm', model: 'm' } as const;

describe('a failure of ONNX Runtime', () => {
  it.each([
    ['ERROR_CODE: 6, ERROR_MESSAGE: std::bad_alloc', running, 'OUT_OF_MEMORY'],
    [new RangeError('Array buffer allocation failed'), creating, 'OUT_OF_MEMORY'],
    [new Error('GPUDevice was lost'), { ...running, device: 'webgpu' as const }, 'DEVICE_LOST'],
    ['ERROR_CODE: 9, ERROR_MESSAGE: Could not find an implementation for Foo(1)', creating, 'MODEL_UNSUPPORTED'],
    ['ERROR_CODE: 1, ERROR_MESSAGE: Non-zero status code', running, 'RUNTIME_FAULT'],
  ] as const)('%s is put in a class', (thrown, context, code) => {
    expect(classifyFailure(thrown, context).code).toBe(code);
  });

  it('names the operator that has no kernel', () => {
    const { message } = classifyFailure('ERROR_CODE: 9, ERROR_MESSAGE: no kernel for Foo(1)', creating);
    expect(message).toContain('Foo(1)');
    expect(message).toContain('wasm');
  });

  it('is fatal when the module has aborted', () => {
    const error = new WebAssembly.RuntimeError('unreachable');
    expect(classifyFailure(error, running).details).toMatchObject({ fatal: true });
  });

  it('stays what it is when it is an error of the library', () => {
    const error = new InvalidInputError({ subject: 's', problems: [] });
    expect(classifyFailure(error, running)).toBe(error);
  });
});
