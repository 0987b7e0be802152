import { DownloadFailedError } from '../errors';
import { throwIfAborted } from '../errors/throw-if-aborted';
import type { CoreConfig } from './core-config';
import { resolveConfig } from './resolve-config';
import type { ResolvedConfig } from './resolved-config';
import { parseYamlConfig } from './yaml-config';

/** A config as a caller may give it: an object, YAML text, or the address of a YAML file. */
export type ConfigSource = CoreConfig | string;

export interface LoadConfigOptions {
  /** @default the global `fetch` */
  fetch?: typeof globalThis.fetch;
  /** What a relative address is relative to. */
  baseUrl?: string;
  signal?: AbortSignal;
}

/** One line that is an address or a path to a YAML file; YAML text has a `key: value`. */
function isAddress(source: string): boolean {
  const text = source.trim();
  return !/\s/.test(text) && (/^https?:\/\//i.test(text) || /\.ya?ml([?#].*)?$/i.test(text));
}

async function fetchText(address: string, options: LoadConfigOptions): Promise<string> {
  const { fetch = globalThis.fetch, baseUrl, signal } = options;
  const url = URL.canParse(address, baseUrl) ? new URL(address, baseUrl).href : address;
  let response: Response;
  try {
    response = await fetch(url, { signal });
    if (response.ok) return await response.text();
  } catch (error) {
    throwIfAborted(signal);
    throw new DownloadFailedError(
      { url, reason: error instanceof Error ? error.message : String(error) },
      { cause: error },
    );
  }
  throw new DownloadFailedError({ url, status: response.status, reason: `the server answered ${response.status}` });
}

/**
 * Reads, checks and completes a config.
 *
 * @throws {InvalidConfigError} where it breaks a rule
 * @throws {DownloadFailedError} where its address gives nothing
 * @throws {AbortError} where the signal fires while it is fetched
 */
export async function loadConfig(
  source: ConfigSource | undefined,
  options: LoadConfigOptions = {},
): Promise<ResolvedConfig> {
  if (typeof source !== 'string') return resolveConfig(source);
  const text = isAddress(source) ? await fetchText(source.trim(), options) : source;
  return resolveConfig(await parseYamlConfig(text));
}
