import type { JsonObject } from '../../../models/text-model-files';

/** The special tokens that `tokenizer_config.json` names, as text. */
export interface SpecialTokens {
  /** By the role that chat templates know them by: `bos_token`, `eos_token`, `pad_token`, … */
  readonly byName: Readonly<Record<string, string>>;
  /** All of them, with those that have no role. */
  readonly all: readonly string[];
}

const names = ['bos_token', 'eos_token', 'unk_token', 'pad_token', 'sep_token', 'cls_token', 'mask_token'] as const;

/** Reads special tokens in each form that configs have them: as a text, or as an object with `content`. */
export function readSpecialTokens(tokenizerConfig: JsonObject): SpecialTokens {
  const byName: Record<string, string> = {};
  for (const name of names) {
    const text = contentOf(tokenizerConfig[name]);
    if (text !== undefined) byName[name] = text;
  }
  const additional = arrayOf(tokenizerConfig['additional_special_tokens']).map(contentOf);
  const declared = Object.values(objectOf(tokenizerConfig['added_tokens_decoder'])).map((token) =>
    objectOf(token)['special'] === true ? contentOf(token) : undefined,
  );
  const all = new Set([...Object.values(byName), ...[...additional, ...declared].filter((text) => text !== undefined)]);
  return { byName, all: [...all] };
}

function contentOf(token: unknown): string | undefined {
  const text = typeof token === 'string' ? token : objectOf(token)['content'];
  return typeof text === 'string' && text !== '' ? text : undefined;
}

function arrayOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function objectOf(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null ? (value as JsonObject) : {};
}
