import type { DashboardFigures } from '@taffrail/contract';

/** All that went wrong. */
export const errorCount = (figures: DashboardFigures): number =>
  figures.errors + figures.errorLogs + figures.failedJobs + figures.failedRuns;
