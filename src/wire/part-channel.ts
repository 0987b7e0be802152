/*
 * A stream of parts over a `MessagePort`. It is pulled: a producer is never asked for more than its consumer has granted. A transferred
 * `ReadableStream` would do the same, but Safari cannot transfer one.
 */
export type { Port } from './port';
export { receiveParts, type PartReceiver } from './receive-parts';
export { sendParts } from './send-parts';
