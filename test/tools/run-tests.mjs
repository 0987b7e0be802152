import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isBuildCurrent } from './is-build-current.mjs';
import { ensureChromium } from './install-chromium.mjs';
import { playwrightTotals, vitestTotals } from './test-totals.mjs';

const REPORTS = mkdtempSync(join(tmpdir(), 'blaze-ai-tests-'));

/** Every suite runs, also after a failure, so that one run tells all. */
const SUITES = [
  {
    name: 'vitest',
    args: ['run', '--reporter=default', '--reporter=json', '--outputFile.json=' + join(REPORTS, 'vitest')],
    totals: vitestTotals,
  },
  {
    name: 'playwright',
    args: ['test', '--config', 'test/e2e', '--reporter=list,json'],
    totals: playwrightTotals,
  },
];

process.exitCode = main();
rmSync(REPORTS, { recursive: true, force: true });

/** @returns {number} Exit status. */
function main() {
  if (!ensureChromium()) return 1;
  if (!isBuildCurrent() && run('vite', 'build') !== 0) return 1;

  let isBroken = false;
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const { name, args, totals } of SUITES) {
    const report = join(REPORTS, name);
    const status = run(name, ...args);
    if (!existsSync(report)) {
      console.error(`${name} ended with status ${status} and wrote no report.`);
      isBroken = true;
      continue;
    }
    const counted = totals(JSON.parse(readFileSync(report, 'utf8')));
    if (status !== 0 && counted.failed === 0)
      console.error(`${name} ended with status ${status} outside of its tests.`);
    isBroken ||= status !== 0 || counted.passed === 0;
    for (const key of /** @type {const} */ (['passed', 'failed', 'skipped'])) sum[key] += counted[key];
  }
  console.log(`${sum.passed} passed, ${sum.failed} failed${sum.skipped > 0 ? `, ${sum.skipped} skipped` : ''}`);
  return isBroken || sum.failed > 0 ? 1 : 0;
}

/**
 * Runs a tool of `node_modules`.
 *
 * @param {string} tool
 * @param {string[]} args
 * @returns {number | null} Exit status; null when it was killed.
 */
function run(tool, ...args) {
  const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: join(REPORTS, 'playwright') };
  const path = join('node_modules', '.bin', tool);
  return spawnSync(path, args, { stdio: 'inherit', env, shell: process.platform === 'win32' }).status;
}
