import type { LoadPhase } from 'blaze-ai';
import { findElement } from './find-element';
import { showLoadProgress } from './load-progress';
import type { PageState } from './page-state';
import type { Store } from './store';

const PHASES: Readonly<Record<LoadPhase, string>> = {
  resolving: 'Looking for the files of the model',
  downloading: 'Fetching the model',
  creating: 'Starting the model',
  ready: 'The model is ready',
};

/** What the page is doing, in words, and how far a load is. */
export function showStatus(store: Store<PageState>): void {
  const status = findElement('status', HTMLParagraphElement);
  const showProgress = showLoadProgress();

  store.subscribe((state) => {
    const words = inWords(state);
    // Only changes, or a screen reader would repeat itself.
    if (status.textContent !== words) status.textContent = words;
    status.dataset.activity = state.activity;
    showProgress(state.progress);
  });
}

function inWords({ activity, progress, modelInfo, story }: PageState): string {
  switch (activity) {
    case 'loading':
      return progress ? PHASES[progress.phase] : 'Getting ready';
    case 'writing':
      return 'Writing';
    case 'answering':
      return 'Answering';
    case 'idle':
      if (!modelInfo) return 'No model is loaded';
      return story.ending === 'stopped' ? 'Stopped; ready to write' : 'Ready to write';
  }
}
