/** Lets messages and timers in before the work goes on. */
export type YieldToEvents = () => Promise<void>;

/**
 * Makes a function that gives way to one round of the event loop.
 *
 * A run of ONNX Runtime's WASM build never gives way by itself, and a resolved promise does not either: without this an abort that was
 * posted to the worker would be heard only at the end. A message is used because timers are held back by 4 ms when nested.
 */
export function createYieldToEvents(): YieldToEvents {
  if (typeof setImmediate === 'function') return () => new Promise((resolve) => setImmediate(resolve));
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.onmessage = () => waiting.shift()?.();
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      port2.postMessage(undefined);
    });
}
