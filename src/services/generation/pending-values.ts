/**
 * The values that `work` reports, as an async iterable, and then its result as the return value.
 *
 * @param work - reports whenever it likes and is never held up by a slow consumer
 * @param replaces - whether a value makes the one before it, which nobody has taken yet, worthless
 */
export async function* pendingValues<Value, Result>(
  work: (report: (value: Value) => void) => Promise<Result>,
  replaces: (value: Value, pending: Value) => boolean,
): AsyncGenerator<Value, Result, undefined> {
  const pending: Value[] = [];
  let wake: () => void = () => undefined;
  let settled = false;
  const result = work((value) => {
    const last = pending.at(-1);
    if (last !== undefined && replaces(value, last)) pending.pop();
    pending.push(value);
    wake();
  });
  const noteEnd = (): void => {
    settled = true;
    wake();
  };
  result.then(noteEnd, noteEnd);
  for (;;) {
    const value = pending.shift();
    if (value !== undefined) yield value;
    else if (settled) return await result;
    else await new Promise<void>((resolve) => (wake = resolve));
  }
}
