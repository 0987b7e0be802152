import { expect, test } from 'vitest';
import { playwrightTotals, vitestTotals } from '../../tools/test-totals.mjs';

test('a test file that cannot be collected counts as a failure', () => {
  const testResults = [
    { status: 'passed', assertionResults: [{}, {}] },
    { status: 'failed', assertionResults: [] },
  ];
  const totals = vitestTotals({ numPassedTests: 2, numFailedTests: 0, numPendingTests: 1, testResults });
  expect(totals).toEqual({ passed: 2, failed: 1, skipped: 1 });
});

test('an error outside of Playwright’s tests counts as a failure', () => {
  const stats = { expected: 0, unexpected: 0, flaky: 0, skipped: 0 };
  expect(playwrightTotals({ stats, errors: [{}] })).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('a failed Playwright test is not counted again for its errors', () => {
  const stats = { expected: 3, unexpected: 1, flaky: 1, skipped: 2 };
  expect(playwrightTotals({ stats, errors: [{}, {}] })).toEqual({ passed: 4, failed: 1, skipped: 2 });
});
