import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const TYPESCRIPT = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
const RELATIVE_IMPORT = /((?:from|import)\s*\(?\s*)(['"])(\.{1,2}(?:\/[^'"]*)?)\2/g;

/** Writes the declarations of the public entries, with import paths that Node's module resolution accepts too. */
export async function emitTypes(target: string): Promise<void> {
  const args = [TYPESCRIPT, '-p', '.config/tsconfig.types.json', '--outDir', target];
  try {
    await promisify(execFile)(process.execPath, args);
  } catch (error) {
    const { stdout } = error as { stdout?: string };
    throw new Error(`declarations could not be written:\n${stdout}`, { cause: error });
  }
  for (const file of await readdir(target, { recursive: true })) {
    if (!file.endsWith('.d.ts')) continue;
    const path = join(target, file);
    const text = await readFile(path, 'utf8');
    await writeFile(
      path,
      text.replace(RELATIVE_IMPORT, (_match, before: string, quote: string, specifier: string) => {
        return `${before}${quote}${withExtension(dirname(path), specifier)}${quote}`;
      }),
    );
  }
}

function withExtension(folder: string, specifier: string): string {
  if (existsSync(join(folder, `${specifier}.d.ts`))) return `${specifier}.js`;
  if (existsSync(join(folder, specifier, 'index.d.ts'))) return `${specifier}/index.js`;
  throw new Error(`${folder}: no declarations for "${specifier}"`);
}
