import { mkdir, copyFile, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const SOURCE = dirname(createRequire(import.meta.url).resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm'));
const BUILDS = ['ort-wasm-simd-threaded', 'ort-wasm-simd-threaded.asyncify', 'ort-wasm-simd-threaded.jspi'];
const APIS = ['ort.wasm.min.mjs', 'ort.webgpu.min.mjs', 'ort.jspi.min.mjs'];

/** Start of emscripten's table of environment variables, which the kernels read by getenv. */
const ENVIRONMENT_TABLE = 'LANG:(';

/**
 * The tiled attention of GroupQueryAttention sizes its tiles by the processor's cache, which WebAssembly cannot see:
 * prefill is five times slower with it, and several tokens on a long past are twelve times slower.
 */
const PLAIN_ATTENTION = 'ORT_GQA_DISABLE_FLASH_ATTENTION:"1",';

/** Copies ONNX Runtime beside the worker; its emscripten modules choose the plain attention kernel. */
export async function copyRuntimeFiles(target: string): Promise<void> {
  await mkdir(target, { recursive: true });
  for (const build of BUILDS) {
    const module = await readFile(join(SOURCE, `${build}.mjs`), 'utf8');
    await writeFile(join(target, `${build}.mjs`), withPlainAttention(module, build));
    await copyFile(join(SOURCE, `${build}.wasm`), join(target, `${build}.wasm`));
  }
  for (const api of APIS) {
    const module = await readFile(join(SOURCE, api), 'utf8');
    await writeFile(join(target, api), withFreshBindings(withoutBundlerNoise(module), api));
  }
}

/** The source maps are not shipped, and Vite's development server warns of imports that it cannot analyse. */
function withoutBundlerNoise(module: string): string {
  return module
    .replace(/\n\/\/# sourceMappingURL=\S+\s*$/, '\n')
    .replaceAll('/*webpackIgnore:true*/', '/*webpackIgnore:true*/ /*@vite-ignore*/ ');
}

/** The note that a session's tensors are bound, which is meant for captured graphs: session id, then six fields, the last of them true. */
const BOUND_NOTE = /(\w+\.set\(\w+,\[\w+,\w+,\w+,\w+,(\w+)),!0\]\)/g;

/**
 * A run that fails leaves this note behind, and every later run of the session then takes the failed run's tensors instead of its own.
 * With the patch only sessions with graph capture are noted.
 */
function withFreshBindings(module: string, name: string): string {
  const expected = name === 'ort.wasm.min.mjs' ? 0 : 1;
  const found = module.match(BOUND_NOTE)?.length ?? 0;
  if (found !== expected)
    throw new Error(`${name}: expected the note of bound tensors ${expected} times, found it ${found} times`);
  return module.replace(BOUND_NOTE, '$1,$2])');
}

function withPlainAttention(module: string, name: string): string {
  const parts = module.split(ENVIRONMENT_TABLE);
  if (parts.length !== 2)
    throw new Error(`${name}.mjs: expected "${ENVIRONMENT_TABLE}" once, found it ${parts.length - 1} times`);
  return parts.join(PLAIN_ATTENTION + ENVIRONMENT_TABLE);
}
