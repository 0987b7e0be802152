import type { BrowserConfig, CoreConfig } from '../config/core-config';

/** A config by where its parts go. */
export interface SplitConfig extends Pick<BrowserConfig, 'worker' | 'fetch'> {
  /** Everything but the functions that only the page can hold. */
  readonly wireConfig: CoreConfig | string;
}

/**
 * Takes the page's functions out of a config. Nothing is checked here: what is no function goes to the worker, which refuses it by name.
 */
export function splitConfig(config: CoreConfig | string): SplitConfig {
  const browser: unknown = typeof config === 'string' ? undefined : config?.browser;
  if (typeof browser !== 'object' || browser === null) return { wireConfig: config };
  const { worker, fetch, ...rest } = browser as BrowserConfig;
  const isWorker = typeof worker === 'function';
  const isFetch = typeof fetch === 'function';
  const wireBrowser = { ...rest, ...(!isWorker && { worker }), ...(!isFetch && { fetch }) };
  return {
    wireConfig: { ...(config as CoreConfig), browser: wireBrowser },
    ...(isWorker && { worker }),
    ...(isFetch && { fetch }),
  };
}
