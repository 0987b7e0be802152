import { defineConfig, devices } from '@playwright/test';
import { chromiumArguments, findChromium } from '../tools/find-chromium.mjs';

const PORT = 4178;
const DEMO = 'node node_modules/vite/bin/vite.js build --config .config/vite.demo.ts --logLevel warn';
const PREVIEW = `node node_modules/vite/bin/vite.js preview --config .config/vite.demo.ts --host 127.0.0.1 --port ${PORT} --strictPort`;

export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results',
  fullyParallel: false,
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: process.env.CI ? 'line' : 'list',
  use: {
    ...devices['Desktop Chrome'],
    baseURL: `http://127.0.0.1:${PORT}`,
    launchOptions: { executablePath: findChromium(), args: chromiumArguments() },
    trace: 'retain-on-failure',
  },
  webServer: {
    command: `${DEMO} && ${PREVIEW}`,
    cwd: '../..',
    port: PORT,
    timeout: 120_000,
    reuseExistingServer: !process.env.CI,
  },
});
