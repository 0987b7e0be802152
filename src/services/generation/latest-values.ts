/**
 * The values that `work` reports, as an async iterable, and then its result as the return value.
 *
 * A consumer that is slower than the work gets the latest value only: what was true before does not interest it any more.
 */
export async function* latestValues<Value, Result>(
  work: (report: (value: Value) => void) => Promise<Result>,
): AsyncGenerator<Value, Result, undefined> {
  let latest: { readonly value: Value } | undefined;
  let wake: () => void = () => undefined;
  let settled = false;
  const result = work((value) => {
    latest = { value };
    wake();
  });
  const noteEnd = (): void => {
    settled = true;
    wake();
  };
  result.then(noteEnd, noteEnd);
  for (;;) {
    if (latest) {
      const { value } = latest;
      latest = undefined;
      yield value;
    } else if (settled) {
      return await result;
    } else {
      await new Promise<void>((resolve) => (wake = resolve));
    }
  }
}
