import { expect, test, type Page } from '@playwright/test';
import { onceWritten, untilIdleAfter, visitDemo } from './support/visit-demo';

const PROMPT = 'Once upon a time';
const POLICY =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; connect-src 'self' https:";
const CHAT_MODEL = 'test/fixtures/models/tiny-zoo/qwen3';

const writtenText = async (page: Page): Promise<string> => (await page.locator('#story .written').textContent()) ?? '';

const write = (page: Page): Promise<void> =>
  untilIdleAfter(page, () => page.getByRole('button', { name: 'Write', exact: true }).click());

async function loadNamed(page: Page, name: string): Promise<void> {
  await page.getByText('Use another model').click();
  await page.getByRole('radio', { name: 'A hub or an address' }).check();
  await page.getByLabel('Hub id or address').fill(name);
  await page.getByRole('button', { name: 'Load model' }).click();
}

test('writes a story without a click, and tells its numbers', async ({ page }) => {
  await visitDemo(page);
  await expect(page.locator('#story .given')).toHaveText(PROMPT);
  expect((await writtenText(page)).length).toBeGreaterThan(20);
  for (const id of ['measure-speed', 'measure-first', 'measure-tokens'])
    await expect(page.locator(`#${id}`)).toHaveText(/^\d/);
  await expect(page.locator('#seed-used')).toHaveText(/^\d+$/);
  await expect(page.locator('#fact-name')).toHaveText('story-writer');
  await expect(page.locator('#fact-device')).toHaveText(/^(WASM, \d+ threads?|WebGPU.*)$/);
  await expect(page.locator('#context-words')).toHaveText(/^\d+ of 256 tokens: \d+ prompt, \d+ written$/);
  await expect(page.getByRole('meter', { name: 'Context' })).toHaveAttribute('aria-valuemax', '256');
});

test('asks nobody but its own host, and breaks no policy', async ({ page, baseURL }) => {
  const { requests, complaints } = await visitDemo(page);
  await write(page);
  const origin = new URL(baseURL!).origin;
  expect(requests.filter((url) => new URL(url).origin !== origin)).toEqual([]);
  expect(requests.some((url) => url.endsWith('.onnx'))).toBe(true);
  expect(complaints).toEqual([]);
  await expect(page.locator('meta[http-equiv="Content-Security-Policy"]')).toHaveAttribute('content', POLICY);
});

test('writes the same text twice with the same seed, and another with another', async ({ page }) => {
  await visitDemo(page);
  const first = await writtenText(page);
  await page.getByRole('button', { name: 'Reuse seed' }).click();
  await expect(page.getByLabel('Seed', { exact: true })).toHaveValue((await page.locator('#seed-used').textContent())!);
  await write(page);
  expect(await writtenText(page)).toBe(first);

  await page.getByLabel('Seed', { exact: true }).fill('7');
  await page.getByLabel('Begin with').press('Control+Enter');
  await expect(page.locator('#seed-used')).toHaveText('7');
  await expect(page.locator('#status')).toHaveAttribute('data-activity', 'idle');
  expect(await writtenText(page)).not.toBe(first);
});

for (const [name, how] of [
  ['the Stop button', 'stop'],
  ['the Escape key', 'escape'],
] as const) {
  test(`stops by ${name} and keeps what was written`, async ({ page }) => {
    await visitDemo(page);
    await page.getByLabel('Temperature').fill('0');
    await write(page);
    const whole = await writtenText(page);

    await untilIdleAfter(page, async () => {
      await onceWritten(page, 10, how);
      await page.getByRole('button', { name: 'Write', exact: true }).click();
    });
    const part = await writtenText(page);
    expect(part.length).toBeGreaterThanOrEqual(10);
    expect(part.length).toBeLessThan(whole.length);
    expect(whole.startsWith(part)).toBe(true);
    await expect(page.locator('#measure-ending')).toHaveText('you');
    await expect(page.getByRole('alert')).toBeHidden();

    await write(page);
    expect(await writtenText(page)).toBe(whole);
  });
}

test('stops at a stop sequence and at the length that was set', async ({ page }) => {
  await visitDemo(page);
  await page.getByLabel('Temperature').fill('0');
  await page.getByLabel('Length').fill('12');
  await write(page);
  await expect(page.locator('#measure-tokens')).toHaveText('12');
  await expect(page.locator('#measure-ending')).toHaveText('length');

  await page.getByLabel('Length').fill('200');
  await page.getByLabel('Stop sequences').fill('.');
  await write(page);
  await expect(page.locator('#measure-ending')).toHaveText('stop sequence');
  expect(await writtenText(page)).not.toContain('.');
});

test('says in words what is wrong with an address, and writes on', async ({ page }) => {
  await visitDemo(page);
  await loadNamed(page, 'http://127.0.0.1:9/models/none');
  const notice = page.getByRole('alert');
  await expect(notice).toContainText('DOWNLOAD_FAILED');
  await expect(notice).toContainText('http://127.0.0.1:9/models/none');
  await expect(notice).toContainText('Check the address');
  await write(page);
  await expect(notice).toBeHidden();
  expect((await writtenText(page)).length).toBeGreaterThan(20);
  await expect(page.locator('#fact-name')).toHaveText('story-writer');
});

test('says that a hub has no such model, and writes on', async ({ page, context }) => {
  await context.route('https://huggingface.co/**', (route) =>
    route.fulfill({ status: 404, headers: { 'Access-Control-Allow-Origin': '*' }, body: 'Not Found' }),
  );
  await visitDemo(page);
  await loadNamed(page, 'nobody/nothing');
  await expect(page.getByRole('alert')).toContainText('MODEL_NOT_FOUND');
  await expect(page.getByRole('alert')).toContainText('nobody/nothing');
  await write(page);
  expect((await writtenText(page)).length).toBeGreaterThan(20);
});

test('names an option that is out of bounds', async ({ page }) => {
  await visitDemo(page);
  await page.getByLabel('Top p').fill('3');
  await page.getByRole('button', { name: 'Write', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('INPUT_INVALID');
  await expect(page.getByRole('alert')).toContainText('topP');
});

test('chats with a model from a folder, and says where a model does not chat', async ({ page }) => {
  await visitDemo(page);
  await expect(page.locator('#chat-none')).toContainText('story-writer has no chat template');
  await expect(page.getByLabel('Your message')).toBeHidden();

  await page.getByText('Use another model').click();
  await page.getByRole('radio', { name: 'A folder on this device' }).check();
  await page.locator('#folder-input').setInputFiles(CHAT_MODEL);
  await expect(page.locator('#folder-name')).toHaveText('qwen3');
  await page.getByRole('button', { name: 'Load model' }).click();
  await expect(page.getByLabel('Your message')).toBeVisible();
  await expect(page.locator('#fact-name')).toContainText('qwen3');

  await page.getByLabel('Length').fill('16');
  await page.getByLabel('Your message').fill('Hello');
  await untilIdleAfter(page, () => page.getByLabel('Your message').press('Control+Enter'));
  const messages = page.locator('#chat-messages li');
  await expect(messages).toHaveCount(2);
  await expect(messages.nth(0)).toContainText('Hello');
  await expect(messages.nth(1)).toContainText(/\d+ tokens · .*ended by/);
  await page.getByRole('button', { name: 'Start over' }).click();
  await expect(messages).toHaveCount(0);
});

test('fits a screen of 390 pixels, whatever is open and however long the words are', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await visitDemo(page);
  await page.getByLabel('Length').fill('4');
  await page.getByLabel('Begin with').fill('a'.repeat(120));
  await write(page);
  await loadNamed(page, `http://127.0.0.1:9/${'models'.repeat(20)}`);
  await expect(page.getByRole('alert')).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});
