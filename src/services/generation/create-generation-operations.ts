import type { TextEngine } from '../../engines/llm/text-engine';
import type { AnyOperation } from '../../operations/operation';
import { healthOperation } from './health-operation';
import type { HealthStatus } from './health-status';
import { listOperation, loadOperation, unloadOperation } from './model-operations';
import { chatOperation, generateOperation } from './text-operations';
import { countTokensOperation, tokenizeOperation } from './token-operations';

export interface GenerationDependencies {
  readonly engine: TextEngine;
  /** Looks at the whole system. */
  readonly health: () => Promise<HealthStatus>;
}

/** The operations of text generation and of what it stands on. */
export function createGenerationOperations({ engine, health }: GenerationDependencies): readonly AnyOperation[] {
  return [
    generateOperation(engine),
    chatOperation(engine),
    tokenizeOperation(engine),
    countTokensOperation(engine),
    loadOperation(engine),
    unloadOperation(engine),
    listOperation(engine),
    healthOperation(health),
  ];
}
