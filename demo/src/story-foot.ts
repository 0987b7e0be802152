import { findElement } from './find-element';
import type { OptionsForm } from './options-form';
import type { PageState } from './page-state';
import type { Store } from './store';

/** The seed in use and the copy button. */
export function connectStoryFoot(store: Store<PageState>, options: OptionsForm): void {
  const seed = findElement('seed-used', HTMLOutputElement);
  const reuse = findElement('seed-reuse', HTMLButtonElement);
  const copy = findElement('copy', HTMLButtonElement);
  const copied = findElement('copied', HTMLSpanElement);

  reuse.addEventListener('click', () => {
    const { seed: used } = store.state.story;
    if (used !== undefined) options.setSeed(used);
  });
  copy.addEventListener('click', () => {
    const { prompt, story } = store.state;
    navigator.clipboard.writeText(prompt + story.text).then(
      () => (copied.textContent = 'Copied'),
      () => (copied.textContent = 'The browser does not allow copying here'),
    );
  });

  store.subscribe(({ story }) => {
    seed.textContent = story.seed === undefined ? '–' : String(story.seed);
    reuse.disabled = story.seed === undefined;
    copy.disabled = story.text === '';
    if (story.ending === undefined) copied.textContent = '';
  });
}
