import type { DashboardFigures } from '@taffrail/contract';

/** All that went wrong. */
export const errorCount = ({ errors, errorLogs, failedJobs }: DashboardFigures): number =>
  errors + errorLogs + failedJobs;
