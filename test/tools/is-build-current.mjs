import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = ['src', '.config', 'vite.config.ts', 'tsconfig.json', 'package.json', 'package-lock.json'];

/**
 * Whether `dist` is younger than everything that it is made of.
 *
 * @returns {boolean}
 */
export function isBuildCurrent() {
  if (!existsSync('dist/index.js')) return false;
  const builtMs = statSync('dist/index.js').mtimeMs;
  return SOURCES.every((source) => newestMs(source) <= builtMs);
}

/**
 * @param {string} path
 * @returns {number} Time of the last change at or below the path.
 */
function newestMs(path) {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newestMs(join(path, name))));
}
