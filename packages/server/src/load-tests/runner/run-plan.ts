import type { Database } from '../../platform/db/database.ts';
import { recordRun, type RecordContext, type RecordedRun } from '../recording/record-run.ts';
import type { Report } from '../report.ts';
import type { RunnablePlan } from './plans.ts';
import { measure } from './measure.ts';

interface RunContext extends Omit<RecordContext, 'tx'> {
  /** As the owner of the schema. */
  readonly db: Database;
}

interface PlanRun {
  readonly plan: RunnablePlan;
  readonly externalId: string;
  readonly signal?: AbortSignal | undefined;
}

/** Runs a plan from here, and records it as a report of somebody else's would be. */
export const runPlan = async (
  context: RunContext,
  { plan, externalId, signal }: PlanRun,
): Promise<{ report: Report; recorded: RecordedRun | undefined }> => {
  const { db, clock } = context;
  const report = await measure(plan, signal);
  const facts = { plan: plan.name };
  const recorded = await db
    .transaction()
    .execute((tx) =>
      recordRun({ ...context, tx }, { report, facts, externalId, receivedAt: clock.now() }),
    );
  return { report, recorded };
};
