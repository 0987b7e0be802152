import type { LoadProgress } from '../engines/engine';
import type { ModelInfo } from '../engines/llm/text-part';
import { refuseNoFunction, refuseUnknown } from './refuse';

/** Status that comes outside of streams. */
export interface AiEvents {
  /** A model is being fetched or started. */
  loading: { readonly progress: LoadProgress };
  /** A model is resident. */
  ready: { readonly model: ModelInfo };
  /** A new worker took over after one was lost. */
  recovered: { readonly reason: string };
  /** Something does not work as it should, and calls go on without it. */
  degraded: { readonly reason: string };
  /** A model was unloaded to make room. */
  evicted: { readonly model: ModelInfo };
}

export type AiEventName = keyof AiEvents;

/** Hears events of one kind. */
export type AiListener<Name extends AiEventName> = (event: AiEvents[Name]) => void;

const eventNames = Object.keys({
  loading: 0,
  ready: 0,
  recovered: 0,
  degraded: 0,
  evicted: 0,
} satisfies Record<AiEventName, 0>);

/** Listeners by event. A listener that throws is reported as an uncaught error and stops nobody else. */
export class EventHub {
  readonly #listeners = new Map<AiEventName, Set<(event: never) => void>>();

  /**
   * @returns the function that ends the subscription
   * @throws {InvalidInputError} for an event that there is not, and where the listener is no function
   */
  on<Name extends AiEventName>(name: Name, listener: AiListener<Name>): () => void {
    refuseUnknown('on', 'event', name, eventNames);
    refuseNoFunction('on', 'listener', listener);
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners);
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }

  emit<Name extends AiEventName>(name: Name, event: AiEvents[Name]): void {
    for (const listener of [...(this.#listeners.get(name) ?? [])]) {
      try {
        (listener as AiListener<Name>)(event);
      } catch (error) {
        reportError(error);
      }
    }
  }

  clear(): void {
    this.#listeners.clear();
  }
}
