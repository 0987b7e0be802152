import { expect, it } from 'vitest';
import { readFileUrl } from '../../../../src/cli/folder-source';
import { composeSystem } from '../../../../src/compose';
import { storyWriter } from '../../../../src/embedded';
import { nodeAssets } from '../../../fixtures/node-assets';
import { sampledStory } from '../../../fixtures/sampled-story';

it('a seed gives in Node the text that it gives in a browser', async () => {
  const system = await composeSystem(
    { models: { text: storyWriter }, browser: { threads: 1 } },
    { assets: nodeAssets, readFileUrl, quiet: true },
  );
  try {
    const { prompt, options, text } = sampledStory;
    const result = await system.call(
      'llm.generate',
      { ...options, prompt },
      { callId: 'test', signal: new AbortController().signal, notify: () => undefined },
    );
    expect(result).toMatchObject({ text });
  } finally {
    await system.dispose();
  }
});
