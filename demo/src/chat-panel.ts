import type { ChatMessage } from 'blaze-ai';
import { findElement } from './find-element';
import { GrowingText } from './growing-text';
import { onWriteKeys } from './keys';
import { measuresInWords } from './measures-view';
import type { OptionsForm } from './options-form';
import type { PageState } from './page-state';
import type { Store } from './store';
import type { Writer } from './writer';

export interface ChatPanelOptions {
  readonly store: Store<PageState>;
  readonly writer: Writer;
  readonly options: OptionsForm;
}

/** The chat, where the model has a chat template; elsewhere a sentence that says so. */
export function connectChatPanel({ store, writer, options }: ChatPanelOptions): void {
  const form = findElement('chat-form', HTMLFormElement);
  const input = findElement('chat-input', HTMLTextAreaElement);
  const send = findElement('chat-send', HTMLButtonElement);
  const stop = findElement('chat-stop', HTMLButtonElement);
  const clear = findElement('chat-clear', HTMLButtonElement);

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const message = input.value.trim();
    if (message === '' || store.state.activity !== 'idle') return;
    input.value = '';
    void writer.answer(message, options.read()).then((answered) => {
      if (!answered && input.value === '') input.value = message;
    });
  });
  onWriteKeys(input, () => form.requestSubmit());
  stop.addEventListener('click', () => writer.stop());
  clear.addEventListener('click', () => writer.forget());

  showPresence(store);
  showMessages(store);
  store.subscribe(({ activity, messages }) => {
    const isBusy = activity !== 'idle';
    send.ariaDisabled = String(isBusy);
    stop.disabled = !isBusy;
    clear.disabled = isBusy || messages.length === 0;
  });
}

function showPresence(store: Store<PageState>): void {
  const panel = findElement('chat-panel', HTMLDivElement);
  const none = findElement('chat-none', HTMLParagraphElement);
  store.subscribe(({ modelInfo }) => {
    if (!modelInfo) return;
    panel.hidden = !modelInfo.chat;
    none.hidden = modelInfo.chat;
    none.textContent = `${modelInfo.id} has no chat template: it continues texts and does not answer. Load a chat model to talk with it here.`;
  });
}

function showMessages(store: Store<PageState>): void {
  const list = findElement('chat-messages', HTMLOListElement);
  const answerLine = lineOf('assistant', '');
  const answerText = new GrowingText(answerLine.text);
  let shown: readonly ChatMessage[] = [];

  store.subscribe(({ activity, messages, answer, measured }) => {
    const isAnswering = activity === 'answering' || (activity === 'loading' && measured === 'answer');
    if (messages !== shown) list.replaceChildren(...messages.map(({ role, content }) => lineOf(role, content).line));
    shown = messages;
    list.hidden = messages.length === 0;
    list.ariaBusy = String(isAnswering);
    answerText.show(answer.text);
    if (isAnswering) list.append(answerLine.line);
    else {
      answerLine.line.remove();
      const last = list.lastElementChild;
      if (last && messages.at(-1)?.role === 'assistant' && last.querySelector('.fine') === null)
        last.append(fine(measuresInWords(answer)));
    }
  });
}

function lineOf(role: string, content: string): { line: HTMLLIElement; text: HTMLElement } {
  const line = document.createElement('li');
  line.dataset.role = role;
  const speaker = document.createElement('span');
  speaker.className = 'speaker';
  speaker.textContent = role === 'user' ? 'You' : 'Model';
  const text = document.createElement('p');
  text.textContent = content;
  line.append(speaker, text);
  return { line, text };
}

function fine(words: string): HTMLParagraphElement {
  const line = document.createElement('p');
  line.className = 'fine';
  line.textContent = words;
  return line;
}
