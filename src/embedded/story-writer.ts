import type { EmbeddedModel } from '../models/model-reference';
import config from './models/story-writer/config.json';
import generationConfig from './models/story-writer/generation_config.json';
import tokenizer from './models/story-writer/tokenizer.json';
import tokenizerConfig from './models/story-writer/tokenizer_config.json';

/**
 * A writer of very short English children's stories: 0.94M weights in float32, 4 MB, a context of 256 characters. It comes with the package,
 * so that text can be written without any other download.
 *
 * @see the model card in `models/story-writer/README.md`
 */
export const storyWriter: EmbeddedModel = {
  kind: 'embedded',
  id: 'story-writer',
  files: {
    'config.json': { json: config },
    'generation_config.json': { json: generationConfig },
    'tokenizer.json': { json: tokenizer },
    'tokenizer_config.json': { json: tokenizerConfig },
    'onnx/model.onnx': {
      // Asked for when the model is loaded: importing the package must do nothing, also where `import.meta.url` is no address.
      get url() {
        return new URL('./models/story-writer/model.onnx', import.meta.url).href;
      },
    },
  },
};
