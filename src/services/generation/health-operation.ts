import { collectOnly } from '../../operations/collect';
import type { Operation } from '../../operations/operation';
import type { HealthStatus } from './health-status';
import { emptyRequestSchema } from './model-request-schema';

/** `system.health`: the state of everything that can fail. */
export function healthOperation(
  check: () => Promise<HealthStatus>,
): Operation<Record<string, never>, HealthStatus, HealthStatus> {
  return {
    name: 'system.health',
    request: emptyRequestSchema,
    policy: { engine: 'none', replayable: true },
    async *handle() {
      yield await check();
    },
    collect: collectOnly,
  };
}
