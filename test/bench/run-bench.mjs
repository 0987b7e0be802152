import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { chromiumArguments, findChromium } from '../tools/find-chromium.mjs';
import { casesWithin } from './bench-cases.mjs';
import { chooseModels, prepareModel } from './bench-models.mjs';
import { formatTable, toRow } from './format-results.mjs';
import { serveFolder } from './serve-folder.mjs';

const usage = `npm run bench -- [--models NAME[:DTYPE],…] [--rounds N] [--threads N] [--quick] [--cases decode:1024,…]

Measures blaze-ai and transformers.js in turns, in one headless Chromium, on the same files (WASM, greedy).
--quick   contexts up to 256 tokens only

All of it takes about half an hour on two cores: most of it is transformers.js reading prompts of 2048 tokens.`;

const root = fileURLToPath(new URL('../..', import.meta.url));
const resultsFile = fileURLToPath(new URL('./results/latest.json', import.meta.url));
const { values } = parseArgs({
  options: {
    models: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    threads: { type: 'string', default: String(Math.min(4, availableParallelism())) },
    cases: { type: 'string' },
    quick: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) console.log(usage);
else await bench();

async function bench() {
  if (!existsSync(`${root}/dist/index.js`)) throw new Error('There is no dist: run `npm run build` first.');
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('No Chromium was found: set CHROMIUM_PATH to one.');
  const models = chooseModels(values.models);
  const threads = Number(values.threads);
  const server = await serveFolder(root);
  const browser = await chromium.launch({ executablePath, args: chromiumArguments() });
  try {
    /** @type {import('./format-results.mjs').Row[]} */
    const rows = [];
    for (const model of models) {
      console.error(`${model.name} ${model.dtype} …`);
      prepareModel(root, model);
      for await (const result of measure(browser, server.origin, model, threads)) {
        rows.push(toRow(model, result));
        // Written after each case: a long run that is cut short leaves what it has.
        writeResults({ machine: machine(browser.version(), threads), rows });
      }
    }
    console.log(formatTable(rows));
    console.log(`\nMedians; tok/s: more is better, ms: less is better. JSON: ${resultsFile}`);
  } finally {
    await browser.close();
    server.close();
  }
}

/**
 * @param {import('playwright').Browser} browser
 * @param {string} origin
 * @param {import('./bench-models.mjs').BenchModel} model
 * @param {number} threads
 * @returns {AsyncGenerator<import('./page/measure-model.mjs').CaseResult>}
 */
async function* measure(browser, origin, { parent, folder, dtype, contextLength }, threads) {
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(error));
  try {
    await page.goto(`${origin}/test/bench/page/index.html`);
    const measurement = await page.evaluateHandle(
      async ({ module, model }) => {
        /** @type {typeof import('./page/measure-model.mjs')} */
        const { startMeasurement } = await import(module);
        return startMeasurement(model);
      },
      {
        module: `${origin}/test/bench/page/measure-model.mjs`,
        model: { parent: `${origin}/${parent}`, folder, dtype, threads },
      },
    );
    const { blaze, transformers } = await measurement.evaluate(({ loads }) => loads);
    console.error(`  loaded in ${seconds(blaze)} by blaze-ai, in ${seconds(transformers)} by transformers.js`);
    for (const benchCase of casesWithin(contextLength, values)) {
      console.error(`  ${benchCase.measure}:${benchCase.tokens}`);
      yield await measurement.evaluate(
        ({ measure }, [wanted, rounds]) => measure(wanted, rounds),
        /** @type {const} */ ([benchCase, Number(values.rounds)]),
      );
    }
  } finally {
    await page.close();
  }
}

/** @param {import('./page/measure-model.mjs').LoadResult} load */
function seconds({ loadMs, error }) {
  return error ?? `${(loadMs / 1000).toFixed(1)} s`;
}

/**
 * @param {string} browserVersion
 * @param {number} threads
 */
function machine(browserVersion, threads) {
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    browser: `Chromium ${browserVersion}`,
    threads,
    transformersVersion: packageVersion('@huggingface/transformers'),
    onnxruntimeVersion: packageVersion('onnxruntime-web'),
  };
}

/** @param {string} name */
function packageVersion(name) {
  /** @type {{ version: string }} */
  const { version } = JSON.parse(readFileSync(`${root}/node_modules/${name}/package.json`, 'utf8'));
  return version;
}

/** @param {{ machine: object, rows: readonly import('./format-results.mjs').Row[] }} results */
function writeResults(results) {
  mkdirSync(fileURLToPath(new URL('./results', import.meta.url)), { recursive: true });
  writeFileSync(resultsFile, `${JSON.stringify({ date: new Date().toISOString(), ...results }, null, 2)}\n`);
}
