import { describe, expect, it } from 'vitest';
import { asksForHelp } from '../../../src/cli/asks-for-help';

describe('asksForHelp', () => {
  it.each([[[]], [['--help']], [['-h']], [['generate', '--help']], [['generate', '--json', '--help', '--', 'Once']]])(
    'hears it in %j',
    (args) => expect(asksForHelp(args)).toBe(true),
  );

  it.each([[['generate', 'Once']], [['generate', '--', '--help']]])('does not in %j', (args) =>
    expect(asksForHelp(args)).toBe(false),
  );
});
