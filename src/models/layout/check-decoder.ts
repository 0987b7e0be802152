import { ModelUnsupportedError } from '../../errors/model-errors';
import type { GraphSummary } from '../onnx/graph-summary';
import type { JsonObject } from '../text-model-files';

/**
 * Refuses graphs that cannot write text from token ids alone, before their weights are fetched.
 *
 * @throws {ModelUnsupportedError} naming the input and why
 */
export function checkDecoder(model: string, graph: GraphSummary, config: JsonObject): void {
  const inputs = new Set(graph.inputs.map(({ name }) => name));
  const refuse = (reason: string) => {
    throw new ModelUnsupportedError({ model, reason });
  };
  if (config.is_encoder_decoder === true || inputs.has('encoder_hidden_states'))
    refuse('it is an encoder-decoder (input encoder_hidden_states); only decoders are run');
  if (inputs.has('inputs_embeds') && !inputs.has('input_ids'))
    refuse(
      'its graph takes inputs_embeds instead of input_ids: the embedding is a graph of its own (embed_tokens), and split models are not run',
    );
}
