import { findElement } from './find-element';
import { formatCount, formatDuration, formatRate } from './format';
import type { PageState } from './page-state';
import type { Store } from './store';
import type { Ending, Writing } from './writing';

const UNKNOWN = '–';

/** Endings in words. */
const ENDINGS: Readonly<Record<Ending, string>> = {
  stop: 'the model',
  length: 'length',
  stop_sequence: 'stop sequence',
  stopped: 'you',
  failed: 'an error',
};

/** The numbers of the story. */
export function showMeasures(store: Store<PageState>): void {
  const speed = findElement('measure-speed', HTMLElement);
  const first = findElement('measure-first', HTMLElement);
  const tokens = findElement('measure-tokens', HTMLElement);
  const ending = findElement('measure-ending', HTMLElement);

  store.subscribe(({ story }) => {
    speed.textContent = words(story.tokensPerSecond, formatRate);
    first.textContent = words(story.firstTokenMs, formatDuration);
    tokens.textContent = story.tokens === 0 ? UNKNOWN : formatCount(story.tokens);
    ending.textContent = words(story.ending, (reason) => ENDINGS[reason]);
    ending.dataset.reason = story.ending ?? '';
  });
}

/** The numbers of an answer in one line. */
export function measuresInWords({ tokens, tokensPerSecond, firstTokenMs, ending }: Writing): string {
  const parts = [
    tokens > 0 && `${formatCount(tokens)} tokens`,
    tokensPerSecond !== undefined && `${formatRate(tokensPerSecond)} a second`,
    firstTokenMs !== undefined && `first after ${formatDuration(firstTokenMs)}`,
    ending !== undefined && `ended by ${ENDINGS[ending]}`,
  ];
  return parts.filter(Boolean).join(' · ');
}

function words<Value>(value: Value | undefined, format: (value: Value) => string): string {
  return value === undefined ? UNKNOWN : format(value);
}
