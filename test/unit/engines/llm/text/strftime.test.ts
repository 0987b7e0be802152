import { describe, expect, it } from 'vitest';
import { strftime } from '../../../../../src/engines/llm/text/strftime';

describe('strftime', () => {
  // Expected: Python 3, datetime.strftime in the C locale.
  it.each([
    [new Date(2026, 0, 5, 0, 3, 9), '%A, %d %B %Y', 'Monday, 05 January 2026'],
    [new Date(2026, 0, 5, 0, 3, 9), '%a %e %b %y %I:%M:%S %p', 'Mon  5 Jan 26 12:03:09 AM'],
    [new Date(2024, 11, 31, 13, 30), '%H:%M %I%p day %j', '13:30 01PM day 366'],
    [new Date(2026, 6, 14), '%Y-%m-%d 100%% %Q', '2026-07-14 100% %Q'],
  ])('formats %s by %s', (date, format, text) => {
    expect(strftime(date, format)).toBe(text);
  });
});
