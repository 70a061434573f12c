/** The process that `measure.ts` starts: it is sent an order, and answers with a report. */
import { systemClock } from '../../platform/clock.ts';
import type { Report } from '../report.ts';
import { generateLoad } from './generate-load.ts';
import type { RunnablePlan } from './plans.ts';
import { verifyCertificates } from './verify-certificates.ts';

export interface Order {
  readonly plan: RunnablePlan;
  /** PEM, of who may vouch for a certificate. */
  readonly trusted: readonly string[];
}

export type Answer = { readonly report: Report } | { readonly failure: string };

const answerTo = async ({ plan, trusted }: Order): Promise<Answer> => {
  try {
    if (!plan.run.acceptAnyCertificate) verifyCertificates(trusted);
    return { report: await generateLoad(plan, systemClock) };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
};

const serve = async (order: Order): Promise<void> => {
  const answer = await answerTo(order);
  process.send?.(answer, () => process.disconnect());
};

process.once('message', (order: Order) => void serve(order));
// Whoever asked is gone.
process.once('disconnect', () => process.exit());
