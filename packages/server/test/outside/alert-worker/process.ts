import { createAlertRuns } from '../../../src/alert-runs/routes.ts';
import type { Stage } from '../../../src/alert-runs/alert-runs.ts';
import { systemClock } from '../../../src/platform/clock.ts';
import { startWorker } from '../../../src/platform/jobs/worker.ts';
import { createLogger } from '../../../src/platform/log.ts';
import { toJobSource } from '../../../src/slice.ts';

/**
 * A worker as a process of its own, to be killed: each stage asks a server on loopback and waits for
 * its answer. Started by alert-worker.ts.
 */
const [ownerUrl = '', outside = ''] = process.argv.slice(2);

const stages = (['check', 'analyze', 'notify'] as const).map((name): Stage => ({
  name,
  run: async ({ key, attempt, run, signal }) => {
    const { id: runId, incidentId } = run;
    const body = JSON.stringify({ key, stage: name, attempt, runId, incidentId });
    await fetch(outside, { method: 'POST', body, signal });
    return { state: 'succeeded', output: { attempt } };
  },
}));

const known = {
  product: {},
  reportingTimeZone: 'UTC',
  secret: 'x'.repeat(32),
  publicUrl: 'http://localhost',
};
await startWorker({
  ownerUrl,
  slices: [toJobSource(createAlertRuns(stages), known)],
  changes: { announce: () => undefined },
  clock: systemClock,
  log: createLogger({ level: 'silent' }),
  deadAfterMs: 200,
});
