import type { Session } from '../../../runtime/session';
import type { StateSlot } from '../decoder/decoder-interface';
import { GrowingKvCache } from './growing-kv-cache';
import type { KvCache } from './kv-cache';
import { SharedKvCache } from './shared-kv-cache';

/**
 * Makes the best cache that graph and session allow.
 *
 * @param capacity - tokens that will be stored at most
 */
export function createKvCache(session: Session, slots: readonly StateSlot[], capacity: number): KvCache {
  return SharedKvCache.fits(session, slots)
    ? SharedKvCache.create(session, slots, capacity)
    : GrowingKvCache.create(session, slots);
}
