import { fork } from 'node:child_process';
import { getCACertificates } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { keepReport, type Report } from '../report.ts';
import type { Answer, Order } from './load-process.ts';
import type { RunnablePlan } from './plans.ts';

const program = fileURLToPath(new URL('load-process.ts', import.meta.url));

/** Beyond its seconds: to start, to connect, and to wait for the last answers. */
const graceMs = 30_000;

/**
 * Runs a plan in a process of its own: whoever sends requests as fast as they are answered serves
 * nothing else meanwhile, and what it measures would be its own waiting.
 *
 * @throws when there is no result, or the signal comes first
 */
export const measure = async (plan: RunnablePlan, signal?: AbortSignal): Promise<Report> => {
  const limit = AbortSignal.timeout(plan.run.seconds * 1_000 + graceMs);
  const child = fork(program, {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    // What the console is configured with is none of its business.
    env: {},
    signal: signal ? AbortSignal.any([signal, limit]) : limit,
  });
  const answer = await new Promise<Answer>((resolve, reject) => {
    child.once('message', (message) => resolve(message as Answer));
    child.once('error', reject);
    // Comes behind every message, which the end of the process need not.
    child.once('disconnect', () => reject(new Error('The load test ended without a result.')));
    // Whom the console trusts, those that it was started with included.
    const order: Order = { plan, trusted: getCACertificates('default') };
    child.send(order);
  });
  if ('failure' in answer) throw new Error(answer.failure);
  return keepReport(answer.report);
};
