import { findElement } from './find-element';
import { formatCount } from './format';
import type { PageState } from './page-state';
import type { Store } from './store';
import { noWriting } from './writing';

/** How much of the model's context the prompt and the text take. */
export function showContext(store: Store<PageState>): void {
  const meter = findElement('context-meter', HTMLDivElement);
  const prompt = findElement('context-prompt', HTMLSpanElement);
  const text = findElement('context-text', HTMLSpanElement);
  const words = findElement('context-words', HTMLParagraphElement);

  store.subscribe((state) => {
    if (!state.modelInfo) return;
    const { id, contextLength } = state.modelInfo;
    const writing = state[state.measured];
    // What another model wrote takes no room in this one.
    const { promptTokens, tokens } = writing.modelId === id ? writing : noWriting;
    const share = (count: number): string => `${Math.min(100, (count / contextLength) * 100)}%`;
    prompt.style.width = share(promptTokens);
    text.style.width = share(tokens);
    meter.ariaValueMax = String(contextLength);
    meter.ariaValueNow = String(promptTokens + tokens);
    const [used, length] = [promptTokens + tokens, contextLength].map(formatCount);
    words.textContent = `${used} of ${length} tokens: ${formatCount(promptTokens)} prompt, ${formatCount(tokens)} written`;
    meter.ariaValueText = words.textContent;
  });
}
