import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../src/config/load-config';
import { AbortError, DownloadFailedError, InvalidConfigError } from '../../../src/errors';

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

/** Four levels of ten: 10,000 values from 200 characters. */
const bomb = ['a', 'b', 'c', 'd']
  .map(
    (name, index, names) =>
      `${name}: &${name} [${Array(10)
        .fill(index === 0 ? 'x' : `*${names[index - 1]}`)
        .join(',')}]`,
  )
  .join('\n');

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

  it.each([
    ['an alias of nothing', 'cache: *missing', /Unresolved alias/],
    ['aliases of aliases without end', bomb, /Excessive alias count/],
    ['a tag that nobody knows', 'model: !!python/object "x"', /line 1, column 8: .*Unresolved tag/],
    ['several documents', 'cache: {}\n---\nmodel: {}', /line 2, column 1: .*multiple documents$/],
    ['a key that stands twice', 'cache: {}\ncache: {}', /line 2, column 1: .*Map keys must be unique$/],
  ])('refuses %s in words', async (_case, text, message) => {
    const loading = loadConfig(text);
    await expect(loading).rejects.toBeInstanceOf(InvalidConfigError);
    await expect(loading).rejects.toThrow(message);
  });

  it('does not quote the line of a YAML error, which may hold a secret', async () => {
    const loading = loadConfig('browser:\n  hub:\n    token: "471147\n    host: [');
    await expect(loading).rejects.toBeInstanceOf(InvalidConfigError);
    await expect(loading).rejects.not.toThrow(/471147/);
  });

  it('ends a fetch that is aborted as an abort', async () => {
    const hanging: typeof fetch = (_url, init) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
      });
    const controller = new AbortController();
    const loading = loadConfig('https://example.com/a.yml', { fetch: hanging, signal: controller.signal });
    controller.abort();
    await expect(loading).rejects.toBeInstanceOf(AbortError);
  });

  it('names the problems of a YAML config by field', async () => {
    await expect(loadConfig('cache:\n  ttll: 60')).rejects.toThrow(
      'cache.ttll: expected a known option; did you mean ttl?',
    );
    await expect(loadConfig('just words')).rejects.toThrow('expected an object, received "just words"');
  });
});
