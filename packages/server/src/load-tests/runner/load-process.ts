/** The process that `measure.ts` starts: it is sent a plan, and answers with a report. */
import { systemClock } from '../../platform/clock.ts';
import type { Report } from '../report.ts';
import { generateLoad } from './generate-load.ts';
import type { RunnablePlan } from './plans.ts';

export type Answer = { readonly report: Report } | { readonly failure: string };

const answerTo = async (plan: RunnablePlan): Promise<Answer> => {
  try {
    return { report: await generateLoad(plan, systemClock) };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
};

const serve = async (plan: RunnablePlan): Promise<void> => {
  const answer = await answerTo(plan);
  process.send?.(answer, () => process.disconnect());
};

process.once('message', (plan: RunnablePlan) => void serve(plan));
// Whoever asked is gone.
process.once('disconnect', () => process.exit());
