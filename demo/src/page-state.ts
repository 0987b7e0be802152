import type { ChatMessage, DeviceReport, LoadProgress, ModelInfo, ModelReference } from 'blaze-ai';
import type { Notice } from './notice';
import { noWriting, type Writing } from './writing';

/** What the page is doing; one thing at a time. */
export type Activity = 'idle' | 'loading' | 'writing' | 'answering';

/** Everything that the page shows and that can change. */
export interface PageState {
  readonly activity: Activity;
  /** The model that stories and chats take: the last one that could be loaded. */
  readonly model: ModelReference;
  readonly modelInfo?: ModelInfo;
  readonly device?: DeviceReport;
  /** What the library told of itself outside of calls: something is limited, or was mended. */
  readonly remark?: string;
  /** Set while a model is being loaded. */
  readonly progress?: LoadProgress;
  readonly notice?: Notice;
  readonly prompt: string;
  readonly story: Writing;
  /** The chat so far, without the answer that is being written. */
  readonly messages: readonly ChatMessage[];
  readonly answer: Writing;
  /** Which of the two the numbers are about. */
  readonly measured: 'story' | 'answer';
}

/** The state of a page on which nothing has happened. */
export function initialState(model: ModelReference, prompt: string): PageState {
  return {
    activity: 'idle',
    model,
    prompt,
    story: noWriting,
    messages: [],
    answer: noWriting,
    measured: 'story',
  };
}
