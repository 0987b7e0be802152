import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const DRIVER = '/usr/bin/WebKitWebDriver';
const XVFB = '/usr/bin/xvfb-run';
const LIBRARIES = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib'];
const START_ATTEMPTS = 100;

/** WebKitGTK, driven by the W3C WebDriver protocol. */
export interface WebKit {
  open(url: string): Promise<void>;
  /** Runs the body of a function in the page and gives what it returns. */
  evaluate(body: string): Promise<unknown>;
  close(): Promise<void>;
}

/** What Debian's packages `webkit2gtk-driver` and `xvfb` lack here; undefined when all is there. */
export function missingForWebKit(): string | undefined {
  if (!existsSync(DRIVER)) return `${DRIVER} (package webkit2gtk-driver)`;
  if (!existsSync(XVFB)) return `${XVFB} (package xvfb)`;
  if (!findMiniBrowser()) return 'MiniBrowser (package libwebkit2gtk-4.1-0)';
  return undefined;
}

/** Starts the browser in a virtual screen. */
export async function launchWebKit(): Promise<WebKit> {
  const port = await freePort();
  const isRoot = process.getuid?.() === 0;
  const driver = spawn(XVFB, ['-a', DRIVER, `--port=${port}`, '--host=127.0.0.1'], {
    stdio: 'ignore',
    detached: true,
    env: {
      ...process.env,
      // WebKit's sandbox needs user namespaces, which root in a container often lacks.
      ...(isRoot ? { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' } : {}),
    },
  });
  try {
    const server = `http://127.0.0.1:${port}`;
    await untilReady(server);
    const session = await startSession(server);
    return {
      open: async (url) => void (await command(`${session}/url`, { url })),
      evaluate: (body) => command(`${session}/execute/sync`, { script: body, args: [] }),
      close: async () => {
        await fetch(session, { method: 'DELETE' });
        stop(driver);
      },
    };
  } catch (error) {
    stop(driver);
    throw error;
  }
}

async function startSession(server: string): Promise<string> {
  const options = { binary: findMiniBrowser(), args: ['--automation'] };
  const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': options } };
  const { sessionId } = (await command(`${server}/session`, { capabilities })) as { sessionId: string };
  return `${server}/session/${sessionId}`;
}

async function command(url: string, body: unknown): Promise<unknown> {
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  const { value } = (await response.json()) as { value: unknown };
  if (!response.ok) throw new Error(`WebDriver refused ${url}: ${JSON.stringify(value)}`);
  return value;
}

async function untilReady(server: string): Promise<void> {
  for (let attempt = 0; attempt < START_ATTEMPTS; attempt++) {
    const response = await fetch(`${server}/status`).catch(() => undefined);
    if (response?.ok) return;
    await sleep(100);
  }
  throw new Error('WebKitWebDriver did not start');
}

function findMiniBrowser(): string | undefined {
  for (const library of LIBRARIES.filter((folder) => existsSync(folder)))
    for (const name of readdirSync(library).filter((entry) => entry.startsWith('webkit2gtk-4'))) {
      const path = join(library, name, 'MiniBrowser');
      if (existsSync(path)) return path;
    }
  return undefined;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

/** xvfb-run has children of its own: the whole group goes. */
function stop(driver: ChildProcess): void {
  if (driver.pid === undefined || driver.exitCode !== null) return;
  process.kill(-driver.pid, 'SIGTERM');
}
