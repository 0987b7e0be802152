/** Calls on Ctrl+Enter, or Cmd+Enter, in a field. */
export function onWriteKeys(field: HTMLElement, write: () => void): void {
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    write();
  });
}

/** Calls on Escape, wherever the focus is. */
export function onStopKey(stop: () => void): void {
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') stop();
  });
}
