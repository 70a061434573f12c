/** What Vitest's JSON reporter writes, as far as the sum needs it. */
export interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

export interface Count {
  readonly passed: number;
  readonly failed: number;
  /** Only suites over fixtures that are not there may skip, and they say so. */
  readonly skipped: number;
  /** Why there are failures that no test stands for. */
  readonly remarks: readonly string[];
}

const withoutFailedTest = ({ testResults }: VitestReport): number =>
  testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  ).length;

/** Counts a suite; a file that cannot be loaded, a crash and an empty suite are failures as well. */
export const countReport = (report: VitestReport | undefined, exitCode: number): Count => {
  if (!report) {
    return { passed: 0, failed: 1, skipped: 0, remarks: ['ended without a report'] };
  }
  const { numPassedTests: passed, numPendingTests: skipped } = report;
  const files = withoutFailedTest(report);
  const remarks: string[] = [];
  let failed = report.numFailedTests + files;
  if (files > 0) remarks.push(`${files} files failed outside of their tests`);
  if (passed + failed === 0) {
    failed = 1;
    remarks.push('ran no test');
  } else if (exitCode !== 0 && failed === 0) {
    failed = 1;
    remarks.push(`ended with ${exitCode} though every test passed`);
  }
  return { passed, failed, skipped, remarks };
};
