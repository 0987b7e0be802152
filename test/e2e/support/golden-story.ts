import { readFileSync } from 'node:fs';

interface Golden {
  readonly cases: readonly { readonly prompt: string; readonly text: string }[];
}

const PROMPT = 'Once upon a time';
const GOLDEN_FILE = 'test/fixtures/models/babyllama-105/golden.json';

/** What torch writes greedily after the prompt in 64 tokens. */
export const goldenStory: { readonly prompt: string; readonly text: string } = readGolden();

function readGolden() {
  const { cases } = JSON.parse(readFileSync(GOLDEN_FILE, 'utf8')) as Golden;
  const found = cases.find(({ prompt }) => prompt === PROMPT);
  if (!found) throw new Error(`${GOLDEN_FILE} has no case "${PROMPT}"`);
  return found;
}

/** Source of a page's script that writes the story and leaves `{ text, isolated }` or `{ error }` in `#result`. */
export function storyScript(packageUrl: string, embeddedUrl: string): string {
  return `
import { createModularAI } from ${JSON.stringify(packageUrl)};
import { storyWriter } from ${JSON.stringify(embeddedUrl)};

const show = (result) => { document.querySelector('#result').textContent = JSON.stringify(result); };
try {
  const ai = createModularAI({ models: { text: storyWriter } });
  const prompt = ${JSON.stringify(PROMPT)};
  const { text } = await ai.generateText(prompt, { temperature: 0, maxLength: 64 });
  await ai.shutdown();
  show({ text, isolated: crossOriginIsolated });
} catch (error) {
  show({ error: \`\${error.name}: \${error.message}\` });
}
`;
}

/** A page that runs a script and has no inline code, as a strict policy demands. */
export function storyPage(script: string): string {
  return `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8" /><title>Story</title></head>
  <body><pre id="result"></pre><script type="module" src="${script}"></script></body>
</html>
`;
}
