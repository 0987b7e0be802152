import { afterEach, describe, expect, it, vi } from 'vitest';
import { EventHub } from '../../../src/client/events';

afterEach(() => vi.unstubAllGlobals());

describe('EventHub', () => {
  it('tells each listener of its event until it unsubscribes', () => {
    const hub = new EventHub();
    const heard: string[] = [];
    const off = hub.on('degraded', ({ reason }) => heard.push(`one ${reason}`));
    hub.on('degraded', ({ reason }) => heard.push(`two ${reason}`));
    hub.on('recovered', () => heard.push('never'));
    hub.emit('degraded', { reason: 'a' });
    off();
    hub.emit('degraded', { reason: 'b' });
    expect(heard).toEqual(['one a', 'two a', 'two b']);
  });

  it('reports a listener that throws and goes on with the next', () => {
    const reported: unknown[] = [];
    vi.stubGlobal('reportError', (error: unknown) => reported.push(error));
    const hub = new EventHub();
    const fault = new TypeError('listener');
    let heard = false;
    hub.on('degraded', () => {
      throw fault;
    });
    hub.on('degraded', () => (heard = true));
    hub.emit('degraded', { reason: 'a' });
    expect([heard, reported]).toEqual([true, [fault]]);
  });

  it('refuses an event that there is not, and a listener that cannot be called', () => {
    const hub = new EventHub();
    expect(() => hub.on('redy' as never, () => undefined)).toThrow("event: expected one of 'loading', 'ready'");
    expect(() => hub.on('ready', 5 as never)).toThrow('listener: expected a function, received a value of type number');
    expect(() => hub.on('ready', undefined as never)).toThrow('listener: expected a function, received nothing');
  });
});
