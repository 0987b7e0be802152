import { findElement } from './find-element';
import type { PageState } from './page-state';
import type { Store } from './store';

/** The failure, its code and what to do. */
export function showNotice(store: Store<PageState>): void {
  const notice = findElement('notice', HTMLDivElement);
  const message = findElement('notice-message', HTMLParagraphElement);
  const advice = findElement('notice-advice', HTMLParagraphElement);
  const code = findElement('notice-code', HTMLElement);

  findElement('notice-dismiss', HTMLButtonElement).addEventListener('click', () => store.update({ notice: undefined }));

  store.subscribe((state) => {
    notice.hidden = state.notice === undefined;
    message.textContent = state.notice?.message ?? '';
    advice.textContent = state.notice?.advice ?? '';
    code.textContent = state.notice?.code ?? '';
  });
}
