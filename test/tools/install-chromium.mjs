import { spawnSync } from 'node:child_process';
import { findChromium } from './find-chromium.mjs';

const ADVICE = 'Chromium is missing and could not be installed: install it, or set CHROMIUM_PATH to its executable.';

/**
 * Installs Chromium where there is none: Playwright's download, or, as root where that fails, Debian's package.
 *
 * @returns {boolean} A Chromium is there.
 */
export function ensureChromium() {
  if (findChromium()) return true;
  console.log('No Chromium found: installing one (Playwright).');
  run('npx', ['playwright', 'install', 'chromium']);
  if (!findChromium() && process.platform === 'linux' && process.getuid?.() === 0) {
    console.log("Playwright's download failed: installing Debian's package.");
    run('apt-get', ['update', '-qq']);
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium']);
  }
  if (findChromium()) return true;
  console.error(ADVICE);
  return false;
}

/**
 * @param {string} command
 * @param {string[]} args
 */
function run(command, args) {
  spawnSync(command, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: 600_000,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}
