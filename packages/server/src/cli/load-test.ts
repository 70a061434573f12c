import type { LoadTestPlan } from '@taffrail/contract';
import { toTail } from '../load-tests/analysis/wording.ts';
import { isRunnable, type RunnablePlan } from '../load-tests/runner/plans.ts';
import { runPlan } from '../load-tests/runner/run-plan.ts';
import { announceInside } from '../platform/changes/changes.store.ts';
import { readReportingTimeZone } from '../platform/db/calendar.ts';
import { uuidV7 } from '../platform/ids.ts';
import type { Command } from './command.ts';

const listOf = (plans: readonly LoadTestPlan[]): string => {
  const names = plans.filter(isRunnable).map(({ name }) => `  ${name}`);
  return names.length === 0
    ? 'taffrail.config.ts names none that the console could run: loadTests: [{ name, run: { … } }]'
    : `There are:\n${names.join('\n')}`;
};

const requirePlan = (plans: readonly LoadTestPlan[], name: string): RunnablePlan => {
  const plan = plans.filter(isRunnable).find((each) => each.name === name);
  if (plan) return plan;
  throw new Error(
    name === ''
      ? `Say which load test. ${listOf(plans)}`
      : `There is no load test "${name}" to run. ${listOf(plans)}`,
  );
};

export const loadTestCommand: Command = {
  usage: '<plan>',
  summary: 'run a load test of taffrail.config.ts now; ends with 1 unless it passed',
  async run({ db, clock, args, print, loadProduct }) {
    const product = await loadProduct();
    const plan = requirePlan(product.loadTests ?? [], args.join(' ').trim());
    const { connections, seconds, url } = plan.run;
    print(`${plan.name}: ${connections} connections to ${url} for ${seconds} s …`);
    const reportingTimeZone = await readReportingTimeZone(db);
    const externalId = `command:${uuidV7(clock)}`;
    const { report, recorded } = await runPlan(
      { db, clock, product, reportingTimeZone },
      { plan, externalId },
    );
    await announceInside(db, 'load_tests');
    const { requests, failed, tail } = report;
    print(
      `${requests ?? 0} requests, ${failed ?? 0} failed, ${tail ? toTail(tail) : 'none answered'}`,
    );
    for (const { metric, condition, isMet } of recorded?.thresholds ?? [])
      print(`  ${isMet ? 'met    ' : 'crossed'}  ${metric} ${condition}`);
    if (recorded?.verdict !== 'passed')
      throw new Error(`${recorded?.verdict ?? 'unknown'}: ${recorded?.reason ?? ''}`);
    print(`passed: ${recorded.reason}`);
  },
};
