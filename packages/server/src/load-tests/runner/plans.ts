import type { LoadTestPlan, LoadTestTarget } from '@taffrail/contract';

/** One that the console can run itself. */
export type RunnablePlan = LoadTestPlan & { readonly run: LoadTestTarget };

export const isRunnable = (plan: LoadTestPlan): plan is RunnablePlan => plan.run !== undefined;

export const isWeekly = (plan: LoadTestPlan): boolean => plan.run?.weekly ?? false;

export const isReportedWeekly = (plan: LoadTestPlan): boolean => plan.reportedWeekly;

export const namesOf = (
  plans: readonly LoadTestPlan[],
  are: (plan: LoadTestPlan) => boolean,
): string[] => plans.filter(are).map(({ name }) => name);
