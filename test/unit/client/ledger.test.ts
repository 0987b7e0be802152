import { describe, expect, it } from 'vitest';
import { Ledger } from '../../../src/client/ledger';
import type { TextPart } from '../../../src/engines/llm/text-part';
import { scriptedModel } from '../../fakes/scripted-text-engine';

const start: TextPart = { type: 'start', model: scriptedModel, promptTokenIds: [1], seed: 9, queueMs: 0, loadMs: 0 };
const text = (sequence: number, value: string, id: number, randomPosition: number): TextPart => ({
  type: 'text',
  sequence,
  text: value,
  tokenIds: [id],
  randomPosition,
});

describe('Ledger', () => {
  it('gives each call an id of its own and lists those that are open', () => {
    const ledger = new Ledger();
    const first = ledger.open('llm.generate', { prompt: 'a' });
    const second = ledger.open('llm.chat', {});
    expect(first.callId).not.toBe(second.callId);
    expect(ledger.list()).toEqual([first, second]);
    ledger.close(first);
    expect(ledger.list()).toEqual([second]);
  });

  it('knows no point to go on from before the run has begun', () => {
    const ledger = new Ledger();
    expect(ledger.resumePoint(ledger.open('llm.generate', {}))).toBeUndefined();
  });

  it('knows where each sequence stands: ids, text and random position', () => {
    const ledger = new Ledger();
    const call = ledger.open('llm.generate', {});
    for (const part of [start, text(0, 'a', 1, 1), text(1, 'b', 2, 1), text(0, 'c', 3, 2)]) ledger.record(call, part);
    expect(ledger.resumePoint(call)).toEqual({
      seed: 9,
      sequences: [
        { tokenIds: [1, 3], text: 'ac', randomPosition: 2 },
        { tokenIds: [2], text: 'b', randomPosition: 1 },
      ],
    });
  });

  it('leaves no hole before a sequence that begins first', () => {
    const ledger = new Ledger();
    const call = ledger.open('llm.generate', {});
    for (const part of [start, text(1, 'b', 2, 1)]) ledger.record(call, part);
    expect(ledger.resumePoint(call)?.sequences[0]).toEqual({ tokenIds: [], text: '', randomPosition: 0 });
  });

  it('can be sent to a worker', () => {
    const ledger = new Ledger();
    const call = ledger.open('llm.generate', {});
    ledger.record(call, start);
    expect(structuredClone(ledger.resumePoint(call))).toEqual({ seed: 9, sequences: [] });
  });
});
