import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Runtime } from '../../src/runtime/runtime';
import type { Device, Session, SessionModel, SessionPath } from '../../src/runtime/session';

export interface SessionContract {
  readonly createRuntime: () => Runtime;
  /** A decoder whose KV is separate: `tiny-zoo/llama`. */
  readonly model: () => Promise<SessionModel>;
  readonly device: Device;
  readonly path: SessionPath;
}

const state = [0, 1].flatMap((layer) => ['key', 'value'].map((part) => `${layer}.${part}`));
const past = (name: string): string => `past_key_values.${name}`;
const present = (name: string): string => `present.${name}`;

/** What every way to drive ONNX Runtime must do. */
export function describeSession(name: string, { createRuntime, model, device, path }: SessionContract): void {
  describe(`a session (${name})`, () => {
    let runtime: Runtime;
    let session: Session;

    const create = async (): Promise<Session> =>
      runtime.createSession(await model(), { device, deviceOutputs: state.map(present) });

    beforeAll(async () => {
      runtime = createRuntime();
      session = await create();
    });

    afterAll(async () => {
      await session.dispose();
      await runtime.dispose();
    });

    const ids = (values: readonly number[]) =>
      session.tensor('int64', [1, values.length], BigInt64Array.from(values, BigInt));

    async function run(tokens: readonly number[], wrongDims = false) {
      const count = tokens.length;
      const inputs = {
        input_ids: ids(tokens),
        attention_mask: session.tensor('int64', [1, count], new BigInt64Array(count).fill(1n)),
        position_ids: ids(tokens.map((_, index) => index)),
        ...Object.fromEntries(
          state.map((part) => [past(part), session.tensor('float32', wrongDims ? [1, 3, 0, 5] : [1, 2, 0, 24])]),
        ),
      };
      try {
        return await session.run(inputs, [{ name: 'logits' }, ...state.map((part) => ({ name: present(part) }))]);
      } finally {
        for (const tensor of Object.values(inputs)) tensor.dispose();
      }
    }

    const disposeAll = (tensors: Readonly<Record<string, { dispose(): void }>>): void => {
      for (const tensor of Object.values(tensors)) tensor.dispose();
    };

    it('tells how it is driven and what the graph takes and gives', () => {
      expect(session.device).toBe(device);
      expect(session.path).toBe(path);
      expect(session.inputs.get('input_ids')).toMatchObject({ name: 'input_ids', type: 'int64' });
      expect(session.inputs.get(past('0.key'))?.shape.slice(1)).toEqual([2, 'past_sequence_length', 24]);
      expect(session.outputs.get('logits')).toMatchObject({ type: 'float32' });
    });

    it('gives outputs that can be read, of the shape that the graph says', async () => {
      const outputs = await run([394, 417, 262]);
      expect(outputs['logits']?.dims).toEqual([1, 3, 512]);
      expect(outputs[present('1.value')]?.dims).toEqual([1, 2, 3, 24]);
      const logits = await outputs['logits']?.read();
      expect(logits).toBeInstanceOf(Float32Array);
      expect(logits?.length).toBe(3 * 512);
      expect(Array.from((logits as Float32Array).subarray(0, 64)).every(Number.isFinite)).toBe(true);
      disposeAll(outputs);
    });

    it('cuts a tensor along an axis', async () => {
      const outputs = await run([394, 417, 262]);
      const keys = outputs[present('0.key')];
      if (keys === undefined) throw new TypeError('no keys');
      const all = Float32Array.from((await keys.read()) as Float32Array);
      const cut = await session.slice(keys, 2, 1, 3);
      expect(cut.dims).toEqual([1, 2, 2, 24]);
      const values = Array.from((await cut.read()) as Float32Array);
      expect(values).toEqual([...all.subarray(24, 72), ...all.subarray(96, 144)]);
      cut.dispose();
      disposeAll(outputs);
    });

    it('makes tensors of zeros and of given numbers', async () => {
      const zeros = session.tensor('float32', [2, 3]);
      expect(Array.from((await zeros.read()) as Float32Array)).toEqual([0, 0, 0, 0, 0, 0]);
      zeros.dispose();
      const given = session.tensor('int64', [2], BigInt64Array.of(7n, -1n));
      expect(Array.from((await given.read()) as BigInt64Array)).toEqual([7n, -1n]);
      given.dispose();
    });

    it('goes on after a run that failed', async () => {
      await expect(run([394], true)).rejects.toMatchObject({ code: expect.stringMatching(/RUNTIME_FAULT|MODEL_/) });
      const outputs = await run([394]);
      expect(outputs['logits']?.dims).toEqual([1, 1, 512]);
      disposeAll(outputs);
    });

    it('holds nothing once tensors and sessions are disposed', async () => {
      const before = runtime.memory();
      const second = await create();
      expect(runtime.memory().sessions).toBe(before.sessions + 1);
      await second.dispose();
      await second.dispose();
      const { wasmHeapBytes: _now, ...after } = runtime.memory();
      const { wasmHeapBytes: _then, ...base } = before;
      expect(after).toEqual(base);
      expect(after.tensors).toBe(0);
    });

    it('refuses a graph that is none, and says whose', async () => {
      const graph = new TextEncoder().encode('this is no graph at all');
      await expect(
        runtime.createSession({ name: 'broken/model.onnx', graph, externalData: [] }, { device, deviceOutputs: [] }),
      ).rejects.toMatchObject({ code: 'MODEL_UNSUPPORTED', message: expect.stringContaining('broken/model.onnx') });
      const outputs = await run([394]);
      disposeAll(outputs);
    });
  });
}
