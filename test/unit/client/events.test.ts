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
});
