import type { Page } from '@playwright/test';

/** What a visit to the demo brought beside what is on the page. */
export interface DemoVisit {
  /** Addresses of all requests so far, of the worker too. */
  readonly requests: readonly string[];
  /** Errors and warnings of the console, broken policies among them, and uncaught errors. */
  readonly complaints: readonly string[];
}

/** Opens the demo and waits for the story that it writes by itself. */
export async function visitDemo(page: Page): Promise<DemoVisit> {
  const requests: string[] = [];
  const complaints: string[] = [];
  page.context().on('request', (request) => requests.push(request.url()));
  page.context().on('weberror', (error) => complaints.push(String(error.error())));
  page.context().on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  await page.goto('./');
  await page.locator('#measure-ending[data-reason]:not([data-reason=""])').waitFor({ timeout: 120_000 });
  return { requests, complaints };
}

/** Does something that makes the page work, and waits until it has ended. */
export async function untilIdleAfter(page: Page, act: () => Promise<void>): Promise<void> {
  const ended = page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const status = document.querySelector<HTMLElement>('#status')!;
        let hasWorked = false;
        new MutationObserver(() => {
          if (status.dataset.activity !== 'idle') hasWorked = true;
          else if (hasWorked) resolve();
        }).observe(status, { attributes: true });
      }),
  );
  await act();
  await ended;
}

/** Lets the next story be stopped in the page, as soon as the model has written so many characters of it. */
export async function onceWritten(page: Page, characters: number, act: 'stop' | 'escape'): Promise<void> {
  await page.evaluate(
    ([length, how]) => {
      const written = document.querySelector('#story .written')!;
      const status = document.querySelector<HTMLElement>('#status')!;
      const observer = new MutationObserver(() => {
        // The story before may still stand there.
        if (status.dataset.activity !== 'writing' || written.textContent!.length < length) return;
        observer.disconnect();
        if (how === 'stop') document.querySelector<HTMLButtonElement>('#stop')!.click();
        else document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
      });
      observer.observe(written, { characterData: true, subtree: true, childList: true });
    },
    [characters, act] as const,
  );
}
