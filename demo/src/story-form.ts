import { findElement } from './find-element';
import { onWriteKeys } from './keys';
import type { OptionsForm } from './options-form';
import type { PageState } from './page-state';
import type { Store } from './store';
import type { Writer } from './writer';

export interface StoryFormOptions {
  readonly store: Store<PageState>;
  readonly writer: Writer;
  readonly options: OptionsForm;
}

/** The prompt with its buttons. */
export function connectStoryForm({ store, writer, options }: StoryFormOptions): void {
  const form = findElement('story-form', HTMLFormElement);
  const prompt = findElement('prompt', HTMLTextAreaElement);
  const write = findElement('write', HTMLButtonElement);
  const stop = findElement('stop', HTMLButtonElement);

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void writer.write(prompt.value, options.read());
  });
  onWriteKeys(prompt, () => form.requestSubmit());
  stop.addEventListener('click', () => writer.stop());

  store.subscribe(({ activity }) => {
    const isBusy = activity !== 'idle';
    // A disabled button loses the focus, and a keyboard its place.
    write.ariaDisabled = String(isBusy);
    stop.disabled = !isBusy;
  });
}
