import { describe, expect, it } from 'vitest';
import { type VitestReport, countReport } from './count-report.ts';

const report = (given: Partial<VitestReport>): VitestReport => ({
  numPassedTests: 0,
  numFailedTests: 0,
  numPendingTests: 0,
  testResults: [],
  ...given,
});

describe('countReport', () => {
  it('takes the numbers of a suite as they are', () => {
    const given = report({ numPassedTests: 12, numFailedTests: 2, numPendingTests: 1 });
    expect(countReport(given, 1)).toMatchObject({ passed: 12, failed: 2, skipped: 1 });
  });

  it('counts a file that failed outside of its tests, and names what failed', () => {
    const test = (status: string) => ({ status, fullName: `is ${status}` });
    const testResults = [
      { name: '/a.test.ts', status: 'failed', assertionResults: [] },
      { name: '/b.test.ts', status: 'failed', assertionResults: [test('passed'), test('failed')] },
      { name: '/c.test.ts', status: 'passed', assertionResults: [test('passed')] },
    ];
    const given = report({ numPassedTests: 2, numFailedTests: 1, testResults });
    const failures = ['/a.test.ts', '/b.test.ts: is failed'];
    expect(countReport(given, 1)).toMatchObject({ passed: 2, failed: 2, failures });
  });

  it('counts a suite without any test as a failure', () => {
    expect(countReport(report({}), 0)).toMatchObject({ failed: 1, remarks: ['ran no test'] });
  });

  it('counts a crash after the tests as a failure', () => {
    expect(countReport(report({ numPassedTests: 3 }), 1)).toMatchObject({ passed: 3, failed: 1 });
  });

  it('counts a suite that left no report as a failure', () => {
    expect(countReport(undefined, -1)).toMatchObject({ passed: 0, failed: 1 });
  });
});
