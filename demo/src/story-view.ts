import { findElement } from './find-element';
import { GrowingText } from './growing-text';
import type { PageState } from './page-state';
import type { Store } from './store';

/** The story: the reader's words in another tone, then the model's. */
export function showStory(store: Store<PageState>): void {
  const prose = findElement('story', HTMLParagraphElement);
  // Made here and not in the page's source, where a line break between them would be a space in the story.
  const prompt = part('given');
  const written = part('written');
  const caret = part('caret');
  prose.append(prompt, written, caret);
  const text = new GrowingText(written);

  store.subscribe((state) => {
    const isWriting = state.activity === 'writing';
    prompt.textContent = state.prompt;
    text.show(state.story.text);
    caret.hidden = !isWriting;
    // Read aloud once, when it is whole.
    prose.ariaBusy = String(isWriting);
  });
}

function part(className: string): HTMLSpanElement {
  const span = document.createElement('span');
  span.className = className;
  return span;
}
