import { createScriptedSystem } from './scripted-system';
import { ScriptedTextEngine } from './scripted-text-engine';
import { exposeWorker } from '../../src/wire/expose-worker';
import { loadConfig } from '../../src/config/load-config';

/** A real worker with the real wire, config and operations, over the scripted engine. The prompt `crash` ends it. */
class CrashingEngine extends ScriptedTextEngine {
  override generate(...[request, call]: Parameters<ScriptedTextEngine['generate']>) {
    if (request.prompt === 'crash')
      setTimeout(() => {
        // An error that nobody catches, as a fault of the WASM runtime would be.
        throw new RangeError('the worker met its end');
      });
    return super.generate(request.prompt === 'crash' ? { ...request, prompt: 'hang' } : request, call);
  }
}

exposeWorker(async ({ config, baseUrl }, { notify, fetch }) => {
  await loadConfig(config, { fetch, baseUrl });
  notify({ type: 'degraded', reason: 'scripted' } as { type: string });
  return createScriptedSystem(new CrashingEngine());
});
