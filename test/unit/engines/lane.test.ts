import { describe, expect, it } from 'vitest';
import { Lane } from '../../../src/engines/lane';

const never = new AbortController().signal;

describe('a lane', () => {
  it('lets calls through one at a time, in the order they came', async () => {
    const lane = new Lane();
    const order: string[] = [];
    const leaveFirst = await lane.enter(never);
    const second = lane.enter(never).then((leave) => (order.push('second'), leave));
    const third = lane.enter(never).then((leave) => (order.push('third'), leave));
    expect(lane.queued).toBe(2);
    order.push('first');
    leaveFirst();
    (await second)();
    (await third)();
    expect(order).toEqual(['first', 'second', 'third']);
    expect(lane.queued).toBe(0);
    expect(lane.busy).toBe(false);
  });

  it('rejects a waiting call at once when its signal fires, and keeps the order of the others', async () => {
    const lane = new Lane();
    const controller = new AbortController();
    const leaveFirst = await lane.enter(never);
    const aborted = lane.enter(controller.signal);
    let thirdEntered = false;
    const third = lane.enter(never).then((leave) => ((thirdEntered = true), leave));
    controller.abort();
    await expect(aborted).rejects.toMatchObject({ name: 'AbortError', code: 'ABORTED' });
    expect(thirdEntered).toBe(false);
    leaveFirst();
    (await third)();
    expect(thirdEntered).toBe(true);
  });

  it('refuses a call whose signal has fired already', async () => {
    await expect(new Lane().enter(AbortSignal.abort())).rejects.toMatchObject({ code: 'ABORTED' });
  });
});
