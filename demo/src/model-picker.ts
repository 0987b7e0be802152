import type { DeviceChoice, Dtype, ModelChoices, ModelReference } from 'blaze-ai';
import { storyWriter } from 'blaze-ai/embedded';
import { findElement } from './find-element';
import { FolderChoice } from './folder-choice';
import { namedModel } from './named-model';
import type { PageState } from './page-state';
import type { Store } from './store';
import type { Writer } from './writer';

/** Where a model comes from: the values of the form's radio buttons. */
type Source = 'embedded' | 'named' | 'folder';

/** Takes another model: the built-in one, one that is named, or one of the reader's own files. */
export function connectModelPicker(store: Store<PageState>, writer: Writer): void {
  const form = findElement('picker-form', HTMLFormElement);
  const name = findElement('model-name', HTMLInputElement);
  const dtype = findElement('dtype', HTMLSelectElement);
  const device = findElement('device', HTMLSelectElement);
  const named = findElement('picker-named', HTMLDivElement);
  const fromFolder = findElement('picker-folder', HTMLDivElement);
  const load = findElement('load', HTMLButtonElement);
  const folders = new FolderChoice();

  const source = (): Source => new FormData(form).get('source') as Source;

  function choices(): ModelChoices {
    return { dtype: dtype.value as Dtype, device: device.value as DeviceChoice };
  }

  function chosen(): ModelReference | undefined {
    switch (source()) {
      case 'embedded':
        return { ...storyWriter, ...choices() };
      case 'named':
        if (name.value.trim() === '') return void name.focus();
        return namedModel(name.value, choices());
      case 'folder':
        if (!folders.folder) return void folders.ask();
        return { kind: 'files', ...folders.folder, ...choices() };
    }
  }

  form.addEventListener('change', () => {
    named.hidden = source() !== 'named';
    fromFolder.hidden = source() !== 'folder';
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const model = chosen();
    if (model) void writer.load(model);
  });
  store.subscribe(({ activity }) => {
    load.ariaDisabled = String(activity !== 'idle');
  });
}
