import type { LoadTestPlan, LoadTestTarget } from '@taffrail/contract';

/** One that the console can run itself. */
export type RunnablePlan = LoadTestPlan & { readonly run: LoadTestTarget };

export const isRunnable = (plan: LoadTestPlan): plan is RunnablePlan => plan.run !== undefined;

export const isWeekly = (plan: LoadTestPlan): boolean => plan.run?.weekly ?? false;
