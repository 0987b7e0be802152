import { AbortError, type ModelReference, type ModularAI, type TextCallOptions, type TextStream } from 'blaze-ai';
import { noticeOf } from './notice';
import type { Activity, PageState } from './page-state';
import type { Store } from './store';
import { noWriting, withPart, type Ending } from './writing';

/** Options that a reader sets. */
export type WritingOptions = Omit<TextCallOptions, 'model' | 'signal'>;

export interface WriterOptions {
  readonly ai: ModularAI;
  readonly store: Store<PageState>;
  /** A clock in milliseconds. @default performance.now */
  readonly now?: () => number;
}

/** Loads, writes and answers, one at a time, and tells the store how it goes. */
export class Writer {
  readonly #ai: ModularAI;
  readonly #store: Store<PageState>;
  readonly #now: () => number;
  #running: AbortController | undefined;

  constructor({ ai, store, now = () => performance.now() }: WriterOptions) {
    this.#ai = ai;
    this.#store = store;
    this.#now = now;
  }

  /** Makes another model the one that writes; where that fails, the one before stays. */
  async load(model: ModelReference): Promise<void> {
    await this.#attempt('loading', (signal) => this.#load(model, signal));
  }

  /** Continues a text. */
  async write(prompt: string, options: WritingOptions): Promise<void> {
    await this.#attempt('loading', async (signal) => {
      this.#store.update({ prompt, story: noWriting, measured: 'story' });
      const { model } = this.#store.state;
      await this.#load(model, signal);
      await this.#follow('story', this.#ai.streamText(prompt, { ...options, model, signal }));
    });
  }

  /**
   * Answers a message of a chat.
   *
   * @returns whether there is an answer; where there is none, the message is not kept
   */
  async answer(content: string, options: WritingOptions): Promise<boolean> {
    await this.#attempt('loading', async (signal) => {
      const messages = [...this.#store.state.messages, { role: 'user', content }];
      this.#store.update({ messages, answer: noWriting, measured: 'answer' });
      const { model } = this.#store.state;
      try {
        await this.#load(model, signal);
        await this.#follow('answer', this.#ai.streamChat(messages, { ...options, model, signal }));
      } finally {
        this.#closeTurn();
      }
    });
    return this.#store.state.messages.at(-1)?.role === 'assistant';
  }

  /** Forgets the chat. */
  forget(): void {
    this.#store.update({ messages: [], answer: noWriting });
  }

  /** Ends what is being done; what has been written stays. */
  stop(): void {
    this.#running?.abort();
  }

  async #attempt(activity: Activity, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    if (this.#running) return;
    const running = new AbortController();
    this.#running = running;
    this.#store.update({ activity, notice: undefined });
    try {
      await work(running.signal);
    } catch (error) {
      const stopped = error instanceof AbortError;
      this.#end(stopped ? 'stopped' : 'failed');
      if (!stopped) this.#store.update({ notice: noticeOf(error) });
    } finally {
      this.#running = undefined;
      this.#store.update({ activity: 'idle', progress: undefined });
    }
  }

  async #load(model: ModelReference, signal: AbortSignal): Promise<void> {
    const onProgress = (progress: PageState['progress']): void => this.#store.update({ progress });
    const modelInfo = await this.#ai.loadModel(model, { signal, onProgress });
    const { device } = await this.#ai.getHealthStatus({ signal });
    this.#store.update({ model, modelInfo, device, progress: undefined });
  }

  async #follow(name: 'story' | 'answer', stream: TextStream): Promise<void> {
    this.#store.update({ activity: name === 'story' ? 'writing' : 'answering' });
    const calledMs = this.#now();
    for await (const part of stream)
      this.#store.update({ [name]: withPart(this.#store.state[name], part, { calledMs, nowMs: this.#now() }) });
  }

  #end(ending: Ending): void {
    const { activity, measured } = this.#store.state;
    if (activity === 'writing' || activity === 'answering')
      this.#store.update({ [measured]: { ...this.#store.state[measured], ending } });
  }

  /** A template refuses two messages of the reader in a row, so one without answer goes. */
  #closeTurn(): void {
    const { messages, answer } = this.#store.state;
    const kept =
      answer.text === '' ? messages.slice(0, -1) : [...messages, { role: 'assistant', content: answer.text }];
    this.#store.update({ messages: kept });
  }
}
