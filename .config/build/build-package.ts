import { chmod, cp, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { ViteBuilder } from 'vite';
import { copyRuntimeFiles } from './copy-runtime-files.ts';
import { emitTypes } from './emit-types.ts';
import type { ThirdPartyLicences } from './third-party-licences.ts';

/** Folder that a build writes to; it takes the place of `dist` when it is whole. */
export const STAGING_FOLDER = `dist.${process.pid}.tmp`;

const OUTPUT_FOLDER = 'dist';

/** Builds the package: bundles, declarations, ONNX Runtime, embedded models, licences. */
export async function buildPackage(builder: ViteBuilder, licences: ThirdPartyLicences): Promise<void> {
  try {
    await mkdir(STAGING_FOLDER, { recursive: true });
    for (const environment of ['page', 'worker', 'node']) await builder.build(builder.environments[environment]!);
    await chmod(join(STAGING_FOLDER, 'cli.js'), 0o755);
    await copyRuntimeFiles(join(STAGING_FOLDER, 'ort'));
    licences.add(createRequire(import.meta.url).resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm'));
    await cp('src/embedded/models', join(STAGING_FOLDER, 'models'), { recursive: true });
    await emitTypes(join(STAGING_FOLDER, 'types'));
    await writeFile(join(STAGING_FOLDER, 'types', 'worker.d.ts'), 'export {};\n');
    await writeFile(join(STAGING_FOLDER, 'THIRD_PARTY_LICENSES.txt'), licences.text());
    await replaceOutput();
  } finally {
    await rm(STAGING_FOLDER, { recursive: true, force: true });
  }
}

async function replaceOutput(): Promise<void> {
  const previous = `${OUTPUT_FOLDER}.${process.pid}.old`;
  await rename(OUTPUT_FOLDER, previous).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  await rename(STAGING_FOLDER, OUTPUT_FOLDER);
  await rm(previous, { recursive: true, force: true });
}
