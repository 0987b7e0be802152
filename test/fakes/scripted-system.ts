import { createSystem } from '../../src/operations/create-system';
import type { System } from '../../src/operations/system';
import { createGenerationOperations } from '../../src/services/generation/create-generation-operations';
import { ScriptedTextEngine, scriptedModel } from './scripted-text-engine';

/** The real operations over a scripted engine: real schemas, real streams, no model. */
export function createScriptedSystem(engine = new ScriptedTextEngine()): System {
  return createSystem({
    operations: createGenerationOperations({
      engine,
      health: async () => ({
        status: 'healthy',
        version: '0.0.0',
        uptimeSeconds: 1,
        engines: { llm: engine.health() },
        device: {
          webgpu: false,
          shaderF16: false,
          crossOriginIsolated: false,
          threads: 1,
          jspi: false,
          preferred: 'wasm',
        },
        memory: { sessions: 0, modelBytes: 0, tensors: 0, tensorBytes: 0, wasmHeapBytes: 0 },
        models: [scriptedModel],
        storage: { kind: 'memory' },
        config: { systemMode: 'testing' },
      }),
    }),
    dispose: () => engine.dispose(),
  });
}
