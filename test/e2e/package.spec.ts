import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { build, createServer, preview } from 'vite';
import { ISOLATION_HEADERS } from '../../.config/isolation-headers';
import { createConsumerApp, type ConsumerApp } from './support/consumer-app';
import { goldenStory, storyPage, storyScript } from './support/golden-story';
import { serveFolder } from './support/static-server';
import { writeStory } from './support/write-story';

const STRICT_POLICY = {
  'Content-Security-Policy': "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'",
};

/** The server's headers decide whether the runtime has threads; both ways must work. */
const HEADERS = [
  { name: 'with COOP and COEP', isolated: true, headers: ISOLATION_HEADERS },
  { name: 'without COOP and COEP', isolated: false, headers: {} },
];

let app: ConsumerApp;

test.beforeAll(() => {
  app = createConsumerApp();
});

test.afterAll(() => app.remove());

async function expectGoldenStory(page: Page, url: string, isolated: boolean) {
  const { result, requests, failedRequests, violations } = await writeStory(page, url);
  expect(result).toEqual({ text: goldenStory.text, isolated });
  const { origin } = new URL(url);
  expect(requests.filter((request) => new URL(request).origin !== origin)).toEqual([]);
  expect(failedRequests).toEqual([]);
  expect(violations).toEqual([]);
  const runtimes = requests.filter((request) => /ort-wasm[^/]*\.wasm(\?|$)/.test(request));
  expect(new Set(runtimes).size, `one ONNX Runtime: ${runtimes.join(' ')}`).toBe(1);
}

test('installing brings the package and nothing else into node_modules', () => {
  const installed = readdirSync(join(app.folder, 'node_modules')).filter((name) => !name.startsWith('.'));
  expect(installed).toEqual(['blaze-ai']);
  expect(readdirSync(app.packageFolder)).not.toContain('node_modules');
});

test('the package carries its licence and those of what it bundles', () => {
  expect(readFileSync(join(app.packageFolder, 'LICENSE'), 'utf8')).toContain('MIT License');
  const licences = readFileSync(join(app.packageFolder, 'dist/THIRD_PARTY_LICENSES.txt'), 'utf8');
  for (const name of ['onnxruntime-web', 'comlink', 'zod', '@huggingface/tokenizers', '@huggingface/jinja', 'idb'])
    expect(licences).toMatch(new RegExp(`^${name} \\d`, 'm'));
});

test('no bundle holds WebAssembly as text, a chunk of its own or an address of another host to load from', () => {
  const folder = join(app.packageFolder, 'dist');
  for (const name of ['index.js', 'worker.js', 'embedded.js', 'cli.js']) {
    const code = readFileSync(join(folder, name), 'utf8');
    expect(code, name).not.toMatch(/data:application\/(wasm|octet-stream)|AGFzbQ/);
    expect(code, name).not.toMatch(/\b(from|import)\s*\(?\s*["'`]\.{1,2}\//);
    expect(code, name).not.toMatch(/cdn\.jsdelivr\.net|unpkg\.com/);
  }
  expect(
    readdirSync(folder)
      .filter((name) => name.endsWith('.js'))
      .sort(),
  ).toEqual(['cli.js', 'embedded.js', 'index.js', 'worker.js']);
});

test('importing on a server has no effect and needs no browser', () => {
  const script = `
    const before = Object.getOwnPropertyNames(globalThis).length;
    const names = Object.keys({ ...(await import('blaze-ai')), ...(await import('blaze-ai/embedded')) });
    console.log(JSON.stringify({ names, added: Object.getOwnPropertyNames(globalThis).length - before }));`;
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: app.folder });
  const { names, added } = JSON.parse(output.toString()) as { names: string[]; added: number };
  expect(names).toEqual(expect.arrayContaining(['createModularAI', 'storyWriter']));
  expect(added).toBe(0);
});

test('the declarations compile in an app under Node’s and bundlers’ module resolution', () => {
  writeFileSync(
    join(app.folder, 'types.ts'),
    `import { createModularAI } from 'blaze-ai';
import { storyWriter } from 'blaze-ai/embedded';
import 'blaze-ai/worker';
export const text: Promise<string> = createModularAI({ models: { text: storyWriter } })
  .generateText('Once', { temperature: 0 })
  .then((result) => result.text);
// @ts-expect-error A wrong type is found.
void createModularAI({ models: { text: 1 } });
`,
  );
  for (const resolution of [
    ['--module', 'nodenext'],
    ['--module', 'esnext', '--moduleResolution', 'bundler'],
  ]) {
    const options = [
      '--noEmit',
      '--strict',
      '--target',
      'es2022',
      '--lib',
      'es2023,dom,dom.iterable,dom.asynciterable',
    ];
    const compiler = join(process.cwd(), 'node_modules/typescript/bin/tsc');
    execFileSync(process.execPath, [compiler, ...options, ...resolution, '--types', '', 'types.ts'], {
      cwd: app.folder,
    });
  }
});

for (const { name, headers, isolated } of HEADERS) {
  test(`a fresh Vite app writes the golden story in development, ${name}`, async ({ page }) => {
    app.link('vite');
    const server = await createServer({
      root: app.folder,
      configFile: false,
      logLevel: 'error',
      server: { host: '127.0.0.1', port: 4190, headers },
    });
    try {
      await server.listen();
      await expectGoldenStory(page, server.resolvedUrls!.local[0]!, isolated);
    } finally {
      await server.close();
    }
  });

  test(`a fresh Vite app writes the golden story when built, under a strict policy, ${name}`, async ({ page }) => {
    app.link('vite');
    const options = { root: app.folder, configFile: false, logLevel: 'error' } as const;
    await build(options);
    const server = await preview({
      ...options,
      preview: { host: '127.0.0.1', port: 4191, headers: { ...headers, ...STRICT_POLICY } },
    });
    try {
      await expectGoldenStory(page, server.resolvedUrls!.local[0]!, isolated);
    } finally {
      await server.close();
    }
  });

  test(`a plain static folder writes the golden story under a strict policy, ${name}`, async ({ page }, info) => {
    const folder = info.outputPath('static');
    mkdirSync(folder, { recursive: true });
    cpSync(join(app.packageFolder, 'dist'), join(folder, 'blaze-ai'), { recursive: true });
    writeFileSync(join(folder, 'index.html'), storyPage('main.js'));
    writeFileSync(join(folder, 'main.js'), storyScript('./blaze-ai/index.js', './blaze-ai/embedded.js'));
    const server = await serveFolder(folder, { ...headers, ...STRICT_POLICY });
    try {
      await expectGoldenStory(page, server.url, isolated);
    } finally {
      await server.close();
    }
  });
}
