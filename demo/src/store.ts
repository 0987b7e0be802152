/** Hears of the whole state after a change. */
export type StoreListener<State> = (state: State) => void;

/** State of the page; listeners hear of changes once a frame, however many tokens came in it. */
export class Store<State extends object> {
  #state: State;
  readonly #listeners: StoreListener<State>[] = [];
  #announced = true;

  constructor(initial: State) {
    this.#state = initial;
  }

  get state(): State {
    return this.#state;
  }

  update(change: Partial<State>): void {
    this.#state = { ...this.#state, ...change };
    if (!this.#announced) return;
    this.#announced = false;
    requestAnimationFrame(() => {
      this.#announced = true;
      for (const listener of this.#listeners) listener(this.#state);
    });
  }

  /** Calls the listener now and after every change. */
  subscribe(listener: StoreListener<State>): void {
    this.#listeners.push(listener);
    listener(this.#state);
  }
}
