import { describe, expect, it } from 'vitest';
import { splitConfig } from '../../../src/client/split-config';

const worker = (): Worker => {
  throw new TypeError('not called');
};

describe('splitConfig', () => {
  it('keeps the functions on the page and sends the rest', () => {
    const config = { logLevel: 'DEBUG', browser: { worker, fetch, threads: 2 } } as const;
    const split = splitConfig(config);
    expect(split).toMatchObject({ worker, fetch });
    expect(structuredClone(split.wireConfig)).toEqual({ logLevel: 'DEBUG', browser: { threads: 2 } });
    expect(config.browser.worker).toBe(worker);
  });

  it.each([{ browser: { worker: 'w.js', fetch: 1 } }, { browser: 5 }, { browser: null }, {}, null, 'log_level: INFO'])(
    'sends what is no function as it is, for the worker to refuse: %j',
    (config) => {
      expect(splitConfig(config as never)).toEqual({ wireConfig: config });
    },
  );
});
