import { TimedOutError } from '../../errors';
import { TextCollector } from '../../engines/llm/collect-text';
import type { TextPart } from '../../engines/llm/text-part';

/**
 * Runs a text stream under a limit of execution time: the clock starts at its `start` part, so that waiting, downloads and loading do not count.
 *
 * @param timeoutMs - undefined is no limit
 * @param run - starts the work; its signal fires at the limit and when `signal` does
 * @throws {TimedOutError} with the partial text
 */
export async function* withExecutionTimeout(
  timeoutMs: number | undefined,
  signal: AbortSignal,
  run: (signal: AbortSignal) => AsyncIterable<TextPart>,
): AsyncGenerator<TextPart, void, undefined> {
  if (timeoutMs === undefined) {
    yield* run(signal);
    return;
  }
  const collector = new TextCollector();
  const limit = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    for await (const part of run(AbortSignal.any([signal, limit.signal]))) {
      if (part.type === 'start') timer = setTimeout(() => limit.abort(), timeoutMs);
      collector.push(part);
      yield part;
    }
  } catch (error) {
    if (!limit.signal.aborted || signal.aborted) throw error;
    throw new TimedOutError({ timeoutMs, partialText: collector.partialText });
  } finally {
    clearTimeout(timer);
  }
}
