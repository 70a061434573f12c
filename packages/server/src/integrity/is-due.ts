import type { PastRuns } from './runs.store.ts';

const minuteMs = 60_000;
/** The clock of the cron is not ours. */
const slackMs = 30_000;
/** A product that is being set up, or starts beside the console, is there in some minutes. */
const firstRuns = 30;

/** Every hour; earlier after a run that found nobody to ask, and at first every minute. */
export const isRunDue = (past: PastRuns | undefined, now: Date): boolean => {
  if (!past?.latestAt) return true;
  const cameToNothing = past.checked === 0 && past.total !== 0;
  const isFirst = !past.hasEverChecked && past.count < firstRuns;
  const pause = cameToNothing ? (isFirst ? 1 : 10) : 60;
  return now.getTime() - past.latestAt.getTime() >= pause * minuteMs - slackMs;
};
