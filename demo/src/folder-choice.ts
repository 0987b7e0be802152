import type { FilesModel } from 'blaze-ai';
import { droppedFolder } from './dropped-folder';
import { findElement } from './find-element';

/** A folder of the reader's device. */
export type Folder = Pick<FilesModel, 'name' | 'files'>;

/** Lets a folder be picked or dropped, and names the one that was. */
export class FolderChoice {
  #folder: Folder | undefined;
  readonly #name = findElement('folder-name', HTMLParagraphElement);

  constructor() {
    const take = (folder: Folder | undefined): void => {
      this.#name.textContent = folder?.name ?? 'That was no folder: drop the folder that holds the model.';
      this.#folder = folder;
    };
    connectPicker(take);
    connectDropZone(take);
  }

  get folder(): Folder | undefined {
    return this.#folder;
  }

  /** Asks for a folder that is still missing. */
  ask(): void {
    this.#name.textContent = 'Choose a folder first.';
    findElement('pick-folder', HTMLButtonElement).focus();
  }
}

function connectPicker(take: (folder: Folder) => void): void {
  const input = findElement('folder-input', HTMLInputElement);
  findElement('pick-folder', HTMLButtonElement).addEventListener('click', () => input.click());
  input.addEventListener('change', () => {
    const files = [...(input.files ?? [])];
    const [first] = files;
    if (first) take({ name: first.webkitRelativePath.split('/')[0] || first.name, files });
  });
}

function connectDropZone(take: (folder: Folder | undefined) => void): void {
  const zone = findElement('drop-zone', HTMLDivElement);
  zone.addEventListener('dragover', (event) => {
    event.preventDefault();
    zone.classList.add('over');
  });
  zone.addEventListener('dragleave', () => zone.classList.remove('over'));
  zone.addEventListener('drop', (event) => {
    event.preventDefault();
    zone.classList.remove('over');
    if (event.dataTransfer) void droppedFolder(event.dataTransfer).then(take, () => take(undefined));
  });
}
