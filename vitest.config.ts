import { defineConfig } from 'vitest/config';
import { LongestFirst } from './scripts/run/longest-first.ts';

/** Unless it says otherwise, a poll gives up after a second: less than a busy machine may take. */
const patient = { poll: { timeout: 20_000 } };

/** Three suites: pure code, slices on a real Postgres, promises of the README in a real browser. */
export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'packages/*/src/**/*.test.ts',
            'examples/*/src/**/*.test.ts',
            'scripts/**/*.test.ts',
          ],
          exclude: ['packages/server/src/**', '**/node_modules/**'],
          // Files share what they import: loading it again for each takes longer than the tests.
          isolate: false,
        },
      },
      {
        test: {
          name: 'server',
          include: [
            'packages/server/src/**/*.test.ts',
            'packages/server/test/**/*.test.ts',
            'examples/*/test/**/*.test.ts',
          ],
          globalSetup: ['packages/server/test/postgres/global-setup.ts'],
          hookTimeout: 60_000,
          testTimeout: 30_000,
          // One more than there are cores: some wait, for a process to end or a pause to pass.
          maxWorkers: 3,
          isolate: false,
          expect: patient,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          globalSetup: ['e2e/global-setup.ts'],
          // Twice as many as there are cores: each waits a while, for a minute to pass or a process to end.
          maxWorkers: 4,
          isolate: false,
          hookTimeout: 120_000,
          testTimeout: 60_000,
          expect: patient,
        },
      },
    ],
  },
});
