import { existsSync } from 'node:fs';
import puppeteer, { type Browser } from 'puppeteer-core';

const EXECUTABLES = ['/usr/bin/firefox-esr', '/usr/bin/firefox', '/Applications/Firefox.app/Contents/MacOS/firefox'];

/** The installed Firefox: `FIREFOX_PATH`, then the system's. */
export function findFirefox(): string | undefined {
  return [process.env.FIREFOX_PATH ?? '', ...EXECUTABLES].find((path) => path !== '' && existsSync(path));
}

/** Starts the installed Firefox without a window, driven by WebDriver BiDi. */
export function launchFirefox(executablePath: string): Promise<Browser> {
  return puppeteer.launch({ browser: 'firefox', executablePath, headless: true });
}
