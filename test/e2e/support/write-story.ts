import type { Page } from '@playwright/test';

/** What a visit to a page that writes the story brought. */
export interface StoryVisit {
  readonly result: { readonly text?: string; readonly isolated?: boolean; readonly error?: string };
  /** Addresses of all requests, of workers too. */
  readonly requests: readonly string[];
  readonly failedRequests: readonly string[];
  /** Messages of the Content Security Policy, of workers too. */
  readonly violations: readonly string[];
}

/** Opens a page that writes the story and waits for its end. */
export async function writeStory(page: Page, url: string): Promise<StoryVisit> {
  const requests: string[] = [];
  const failedRequests: string[] = [];
  const violations: string[] = [];
  const context = page.context();
  context.on('request', (request) => requests.push(request.url()));
  context.on('response', (response) => {
    const isFavicon = response.url().endsWith('/favicon.ico');
    if (response.status() >= 400 && !isFavicon) failedRequests.push(`${response.status()} ${response.url()}`);
  });
  context.on('console', (message) => {
    if (/content security policy/i.test(message.text())) violations.push(message.text());
  });
  await page.goto(url);
  const result = page.locator('#result');
  await result.filter({ hasText: /\S/ }).waitFor({ timeout: 120_000 });
  return {
    result: JSON.parse((await result.textContent()) ?? '{}') as StoryVisit['result'],
    requests,
    failedRequests,
    violations,
  };
}
