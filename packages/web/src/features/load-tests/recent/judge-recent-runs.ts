import type { LoadTestRun, LoadTestVerdict } from '@taffrail/contract';
import type { Finding } from '../../../ui/finding.ts';

const panel = 'load-tests';

/** A load test is a rehearsal: what it found is a warning, and no failure of the product yet. */
const words: Partial<Record<LoadTestVerdict, string>> = { failed: 'failed', missed: 'was missed' };

/** What the verdict should know: the latest run of each test that is among the last runs. */
export const judgeRecentRuns = (newestFirst: readonly LoadTestRun[] | undefined): Finding[] => {
  if (!newestFirst) return [{ tone: 'unknown', text: 'load tests could not be read', panel }];
  const latest = new Map(newestFirst.toReversed().map((run) => [run.loadTest.id, run]));
  return newestFirst
    .filter((run) => latest.get(run.loadTest.id) === run)
    .flatMap(({ loadTest, verdict }): Finding[] => {
      const came = words[verdict];
      return came === undefined
        ? []
        : [{ tone: 'warning', text: `load test ${loadTest.name} ${came}`, panel }];
    });
};
