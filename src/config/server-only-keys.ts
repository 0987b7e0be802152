import type { InputProblem } from '../errors';

/** Keys of the server's config that say where and how a server process runs. */
const serverOnlyKeys = {
  database: "a database is the server's; the browser keeps models and results in IndexedDB (see cache)",
  gradio: 'Gradio is a Python user interface',
  host: 'a web page listens on no address',
  port: 'a web page listens on no port',
  workers: 'one Web Worker serves the page; threads are set by browser.threads',
} as const;

/** Names every key that has no meaning in a browser, with the reason. Its value is not quoted: a database's address may hold a password. */
export function serverOnlyProblems(config: object): InputProblem[] {
  return Object.entries(serverOnlyKeys)
    .filter(([key]) => Object.hasOwn(config, key))
    .map(([key, reason]) => ({
      field: key,
      expected: `no such key in a browser: ${reason}`,
      received: 'one',
    }));
}

/** The config without its server-only keys. */
export function withoutServerOnlyKeys(config: object): object {
  return Object.fromEntries(Object.entries(config).filter(([key]) => !Object.hasOwn(serverOnlyKeys, key)));
}
