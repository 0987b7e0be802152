import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { ISOLATION_HEADERS } from '../../.config/isolation-headers';
import { findFirefox, launchFirefox } from './support/firefox';
import { goldenStory, storyPage, storyScript } from './support/golden-story';
import { serveFolder, type RunningServer } from './support/static-server';
import { launchWebKit, missingForWebKit } from './support/webkit';

const RESULT = `document.querySelector('#result').textContent`;

let server: RunningServer;

test.beforeAll(async ({ browserName: _browserName }, info) => {
  const folder = info.outputPath('static');
  mkdirSync(folder, { recursive: true });
  cpSync('dist', join(folder, 'blaze-ai'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), storyPage('main.js'));
  writeFileSync(join(folder, 'main.js'), storyScript('./blaze-ai/index.js', './blaze-ai/embedded.js'));
  server = await serveFolder(folder, ISOLATION_HEADERS);
});

test.afterAll(() => server.close());

test('Firefox writes the golden story', async () => {
  const executable = findFirefox();
  test.skip(!executable, 'Firefox is not installed (Debian: apt-get install firefox-esr)');
  const browser = await launchFirefox(executable!);
  try {
    const page = await browser.newPage();
    await page.goto(server.url);
    await page.waitForFunction(`${RESULT} !== ''`, { timeout: 120_000 });
    expect(JSON.parse(String(await page.evaluate(RESULT)))).toEqual({ text: goldenStory.text, isolated: true });
  } finally {
    await browser.close();
  }
});

test('WebKit writes the golden story', async () => {
  const missing = missingForWebKit();
  test.skip(missing !== undefined, `WebKit is not installed: ${missing}`);
  const browser = await launchWebKit();
  try {
    await browser.open(server.url);
    await expect.poll(() => browser.evaluate(`return ${RESULT}`), { timeout: 120_000 }).not.toBe('');
    const result = JSON.parse(String(await browser.evaluate(`return ${RESULT}`)));
    expect(result).toEqual({ text: goldenStory.text, isolated: true });
  } finally {
    await browser.close();
  }
});
