import type { CheckConfig } from '@taffrail/contract';

/** A job that tells how it ended: its exit status becomes the last part of the address. */
export const toCrontab = (pingUrl: string, config: CheckConfig): string => {
  const when = (config.kind === 'heartbeat' ? config.cron : null) ?? '30 3 * * *';
  return `${when} /path/to/job; curl -fsS -m 10 --retry 5 -o /dev/null ${pingUrl}/$?`;
};

/** What it wrote goes along: the first 10 kB are kept. */
export const toCurl = (pingUrl: string): string =>
  `curl -fsS -m 10 --retry 5 --data-raw "$(/path/to/job 2>&1)" ${pingUrl}`;
