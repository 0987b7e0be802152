import { createModularAI } from 'blaze-ai';
import { storyWriter } from 'blaze-ai/embedded';
import { connectChatPanel } from './chat-panel';
import { showContext } from './context-bar';
import { onStopKey } from './keys';
import { showMeasures } from './measures-view';
import { showModelFacts } from './model-facts';
import { connectModelPicker } from './model-picker';
import { showNotice } from './notice-view';
import { OptionsForm } from './options-form';
import { initialState } from './page-state';
import { showStatus } from './status-bar';
import { Store } from './store';
import { connectStoryFoot } from './story-foot';
import { connectStoryForm } from './story-form';
import { showStory } from './story-view';
import { Writer } from './writer';

const PROMPT = 'Once upon a time';

const ai = createModularAI({ models: { text: storyWriter } });
const store = new Store(initialState(storyWriter, PROMPT));
const writer = new Writer({ ai, store });
const options = new OptionsForm();

connectStoryForm({ store, writer, options });
connectStoryFoot(store, options);
connectModelPicker(store, writer);
connectChatPanel({ store, writer, options });
showStatus(store);
showStory(store);
showMeasures(store);
showContext(store);
showModelFacts(store);
showNotice(store);
ai.on('degraded', ({ reason }) => store.update({ remark: `Something is limited: ${reason}.` }));
ai.on('recovered', ({ reason }) => store.update({ remark: `The worker was started anew: ${reason}.` }));
onStopKey(() => writer.stop());

void writer.write(PROMPT, options.read());
