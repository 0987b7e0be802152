import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../src/config/load-config';
import { DownloadFailedError, InvalidConfigError } from '../../../src/errors';

const yaml = `
system_mode: development
cache:
  max_size: 200
models:
  text:
    kind: hub
    id: owner/name
browser:
  memory_budget_bytes: 1000000
  hub:
    headers:
      X-My_Header: a
`;

const answer = (status: number, body: string, asked: string[] = []): typeof fetch => {
  return async (url) => {
    asked.push(String(url));
    return new Response(body, { status });
  };
};

describe('loadConfig', () => {
  it("reads YAML with the server's snake_case keys", async () => {
    const config = await loadConfig(yaml);
    expect(config.systemMode).toBe('development');
    expect(config.cache.maxSize).toBe(200);
    expect(config.models.text).toEqual({ kind: 'hub', id: 'owner/name' });
    expect(config.browser).toMatchObject({ memoryBudgetBytes: 1_000_000, hub: { headers: { 'X-My_Header': 'a' } } });
  });

  it('takes an empty text as the empty config', async () => {
    expect(await loadConfig('# nothing yet\n')).toEqual(await loadConfig({}));
  });

  it('fetches an address, relative to the page', async () => {
    const asked: string[] = [];
    const config = await loadConfig('conf/blaze.yaml', {
      fetch: answer(200, yaml, asked),
      baseUrl: 'https://example.com/app/index.html',
    });
    expect(asked).toEqual(['https://example.com/app/conf/blaze.yaml']);
    expect(config.cache.maxSize).toBe(200);
  });

  it('says what the server answered when an address gives nothing', async () => {
    const loading = loadConfig('https://example.com/config', { fetch: answer(404, '') });
    await expect(loading).rejects.toBeInstanceOf(DownloadFailedError);
    await expect(loading).rejects.toMatchObject({ details: { url: 'https://example.com/config', status: 404 } });
  });

  it('says why an address cannot be reached', async () => {
    const offline: typeof fetch = async () => {
      throw new TypeError('Failed to fetch');
    };
    await expect(loadConfig('https://example.com/a.yml', { fetch: offline })).rejects.toMatchObject({
      code: 'DOWNLOAD_FAILED',
      details: { reason: 'Failed to fetch' },
    });
  });

  it('names line and column where the text is no YAML', async () => {
    const loading = loadConfig('cache: {ttl: 60\nmodel: ]');
    await expect(loading).rejects.toBeInstanceOf(InvalidConfigError);
    await expect(loading).rejects.toThrow(/line \d+, column \d+: expected YAML/);
  });

  it('names the problems of a YAML config by field', async () => {
    await expect(loadConfig('cache:\n  ttll: 60')).rejects.toThrow('cache.ttll: expected a known option; did you mean ttl?');
    await expect(loadConfig('just words')).rejects.toThrow('expected an object, received "just words"');
  });
});
