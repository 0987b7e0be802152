import { afterEach, describe, expect, it } from 'vitest';
import { InvalidConfigError, InvalidInputError, ModelNotSetError } from '../../../src/errors';
import { connectWorker, type WorkerConnection } from '../../../src/wire/connect-worker';
import { exposeWorker, type StartSystem } from '../../../src/wire/expose-worker';
import type { InitializeOptions, WireEvent } from '../../../src/wire/protocol';
import { serveFetch } from '../../../src/wire/serve-fetch';
import { createScriptedSystem } from '../../fakes/scripted-system';
import { ScriptedTextEngine } from '../../fakes/scripted-text-engine';

const ports: MessagePort[] = [];
afterEach(() => ports.splice(0).forEach((port) => port.close()));

const files = { mjs: 'a.mjs', wasm: 'a.wasm' };
const options: InitializeOptions = {
  config: {},
  assets: { wasm: files, asyncify: files, jspi: files, api: { wasm: 'w', asyncify: 'a', jspi: 'j' } },
  fetchOnPage: false,
};

function connect(
  start: StartSystem,
  events: WireEvent[] = [],
  fetch: typeof globalThis.fetch = globalThis.fetch,
): WorkerConnection {
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  exposeWorker(start, port2);
  return connectWorker(port1, { notify: (event) => void events.push(event), fetch: serveFetch(fetch) });
}

const scripted =
  (engine = new ScriptedTextEngine()): StartSystem =>
  async () =>
    createScriptedSystem(engine);

async function all(parts: AsyncIterable<unknown>): Promise<unknown[]> {
  const seen: unknown[] = [];
  for await (const part of parts) seen.push(part);
  return seen;
}

describe('the wire between page and worker', () => {
  it('carries config and assets to the worker and parts to the page', async () => {
    let told: InitializeOptions | undefined;
    const connection = connect(async (given) => {
      told = given;
      return createScriptedSystem();
    });
    await connection.initialize({ ...options, config: 'log_level: DEBUG', baseUrl: 'https://example.com/' });
    expect(told).toEqual({ ...options, config: 'log_level: DEBUG', baseUrl: 'https://example.com/' });
    const parts = await all(connection.open({ callId: 'a', operation: 'llm.generate', request: { prompt: 'ab' } }));
    expect(parts).toHaveLength(5);
    expect(parts[1]).toMatchObject({ type: 'text', text: 'a', tokenIds: [97] });
  });

  it('rejects with the typed error of a refused config', async () => {
    const refuse: StartSystem = async () => {
      throw new InvalidConfigError({ subject: 'config', problems: [{ field: 'a', expected: 'b', received: 'c' }] });
    };
    const starting = connect(refuse).initialize(options);
    await expect(starting).rejects.toBeInstanceOf(InvalidConfigError);
    await expect(starting).rejects.toThrow('config: a: expected b, received c');
  });

  it('names the field of a config that cannot be sent', async () => {
    const starting = connect(scripted()).initialize({
      ...options,
      config: { models: { text: { kind: 'hub', id: 'a/b', revision: (() => 'main') as never } } },
    });
    await expect(starting).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      details: { problems: [{ field: 'models.text.revision' }] },
    });
  });

  it('carries the typed error of an operation', async () => {
    const connection = connect(async () => ({
      async *run() {
        yield 1;
        throw new ModelNotSetError({ task: 'text' });
      },
    }));
    await connection.initialize(options);
    const parts = connection.open({ callId: 'a', operation: 'x', request: {} });
    await expect(all(parts)).rejects.toBeInstanceOf(ModelNotSetError);
  });

  it('names the field of a request that cannot be sent, and goes on with the next', async () => {
    const connection = connect(scripted());
    await connection.initialize(options);
    const request = { prompt: 'a', metadata: { list: [1, { callback: () => 1 }] } };
    const parts = connection.open({ callId: 'a', operation: 'llm.generate', request });
    const failing = all(parts);
    await expect(failing).rejects.toBeInstanceOf(InvalidInputError);
    await expect(failing).rejects.toMatchObject({ details: { problems: [{ field: 'metadata.list[1].callback' }] } });
    expect(await all(connection.open({ callId: 'b', operation: 'models.list', request: {} }))).toHaveLength(1);
  });

  it('carries the resume point and the abort of a call', async () => {
    const engine = new ScriptedTextEngine();
    const connection = connect(scripted(engine));
    await connection.initialize(options);
    const resume = { seed: 3, sequences: [] };
    const parts = connection.open({ callId: 'a', operation: 'llm.generate', request: { prompt: 'hang' }, resume });
    await parts.next();
    await parts.next();
    expect(engine.calls[0]?.call?.resume).toEqual(resume);
    parts.cancel();
    await expect.poll(() => engine.ended).toBe(1);
    expect(engine.calls[0]?.call?.signal.aborted).toBe(true);
  });

  it('carries events to the page', async () => {
    const events: WireEvent[] = [];
    const connection = connect(async (_options, { notify }) => {
      notify({ type: 'degraded' });
      return createScriptedSystem();
    }, events);
    await connection.initialize(options);
    await expect.poll(() => events).toEqual([{ type: 'degraded' }]);
  });
});
