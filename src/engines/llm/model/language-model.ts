import type { Session } from '../../../runtime/session';
import type { Decoder } from '../decoder/decoder';
import type { ModelInfo } from '../text-part';
import type { ChatTemplate } from '../text/chat-template';
import type { TextTokenizer } from '../text/tokenizer';
import type { ModelFacts } from './model-facts';

/** A model that is ready to write. */
export interface LanguageModel {
  readonly info: ModelInfo;
  readonly facts: ModelFacts;
  readonly session: Session;
  readonly decoder: Decoder;
  readonly tokenizer: TextTokenizer;
  /** Undefined where the model does not chat. */
  readonly chatTemplate: ChatTemplate | undefined;
  /** Every id that ends a text. */
  readonly eosTokenIds: readonly number[];
  /** Bytes that the model holds on its device. */
  readonly sizeBytes: number;
  dispose(): Promise<void>;
}
