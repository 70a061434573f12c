import type { Stage, StageContext } from '../alert-runs/alert-runs.ts';
import { listConcerned, type ConcernedRow } from './running/concerned.store.ts';
import { recordEvidence } from './running/record-run.ts';
import { lookOnce } from './running/run-check.ts';

/** They run at the same time, within the budget of one. */
const mostChecks = 12;

interface Seen {
  readonly checkRunId: string;
  readonly checkId: string;
  readonly name: string;
  readonly result: string;
}

const runOne = async (context: StageContext, check: ConcernedRow): Promise<Seen | undefined> => {
  const { db, clock, run, signal } = context;
  const looking = { db, clock, productDatabase: context.productDatabase };
  const seen = await lookOnce(looking, check, 'pipeline', signal);
  if (!seen) return undefined;
  const of = { runId: run.id, traceId: run.traceId };
  const checkRunId = await recordEvidence({ db, clock }, check.id, { ...seen, of });
  if (checkRunId === undefined) return undefined;
  return { checkRunId, checkId: check.id, name: check.name, result: seen.finding.result };
};

/** Looks at what an alert is about with the console's own eyes, before anybody is told. */
export const checkStage: Stage = {
  name: 'check',
  run: async (context) => {
    const concerned = await listConcerned(context.db, context.run.alertId, mostChecks);
    if (concerned.length === 0) return { state: 'skipped', reason: 'not_applicable' };
    const seen = await Promise.all(concerned.map((check) => runOne(context, check)));
    context.signal.throwIfAborted();
    context.changes.announce('checks');
    const checks = seen.flatMap((one) => (one ? [{ ...one }] : []));
    return { state: 'succeeded', output: { checks } };
  },
};
