/** What Vitest's JSON reporter writes, as far as the sum needs it. */
export interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

export interface Count {
  readonly passed: number;
  readonly failed: number;
  /** Only suites over fixtures that are not there may skip, and they say so. */
  readonly skipped: number;
  /** Why there are failures that no test stands for. */
  readonly remarks: readonly string[];
  /** Of what failed: the file, and the test unless it is the file itself. */
  readonly failures: readonly string[];
}

type FileReport = VitestReport['testResults'][number];

const failedTestsOf = ({ assertionResults }: FileReport) =>
  assertionResults.filter(({ status }) => status === 'failed');

const withoutFailedTest = ({ testResults }: VitestReport): number =>
  testResults.filter((file) => file.status === 'failed' && failedTestsOf(file).length === 0).length;

const namesOfFailed = ({ testResults }: VitestReport): string[] =>
  testResults
    .filter(({ status }) => status === 'failed')
    .flatMap((file) => {
      const tests = failedTestsOf(file);
      return tests.length === 0
        ? [file.name]
        : tests.map(({ fullName }) => `${file.name}: ${fullName}`);
    });

/** Counts a suite; a file that cannot be loaded, a crash and an empty suite are failures as well. */
export const countReport = (report: VitestReport | undefined, exitCode: number): Count => {
  if (!report) {
    return { passed: 0, failed: 1, skipped: 0, remarks: ['ended without a report'], failures: [] };
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
  return { passed, failed, skipped, remarks, failures: namesOfFailed(report) };
};
