import { describe, expect, it } from 'vitest';

describe('the package on a server', () => {
  it('can be imported and an instance made without a browser, and says at the first call what is missing', async () => {
    const before = Object.keys(globalThis);
    const { createModularAI, WorkerStartFailedError } = await import('../../../src/index');
    const ai = createModularAI({ models: { text: 'owner/name' } });
    expect(Object.keys(globalThis)).toEqual(before);
    await expect(ai.generateText('x')).rejects.toBeInstanceOf(WorkerStartFailedError);
    await ai.shutdown();
  });
});
