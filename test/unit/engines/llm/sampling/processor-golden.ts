import golden from '../../../../fixtures/processors/golden.json';

/** One case of `golden.json`; the script behind the file describes the format. */
export interface ProcessorCase {
  logits: string;
  token_ids: number[];
  prompt_length: number;
  processor?: string;
  parameters?: Record<string, unknown>;
  generation?: Record<string, unknown>;
  ruled_out?: number[];
  kept?: number[];
  changed: [number, number][];
}

export const processorCases = golden.cases as ProcessorCase[];
export const logSoftmaxCases = golden.log_softmax;

/** A fresh copy of named logits. */
export function goldenLogits(name: string): Float32Array {
  const bytes = Buffer.from((golden.logits as Record<string, string>)[name]!, 'base64');
  return new Float32Array(Uint8Array.from(bytes).buffer);
}

/** The scores that transformers came to. */
export function expectedScores({ logits, ruled_out: ruledOut, kept, changed }: ProcessorCase): Float32Array {
  const scores = goldenLogits(logits);
  const staying = kept && new Set(kept);
  for (let id = 0; id < scores.length; id++)
    if (staying ? !staying.has(id) : ruledOut!.includes(id)) scores[id] = -Infinity;
  for (const [id, value] of changed) scores[id] = value;
  return scores;
}
