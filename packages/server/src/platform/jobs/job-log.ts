import { Logger as JobLogger } from 'graphile-worker';
import type { Logger } from '../log.ts';

const levels = { error: 'error', warning: 'warn', info: 'debug', debug: 'trace' } as const;

/** graphile-worker's messages in our log; that a job was completed is no news. */
export const createJobLog = (log: Logger): JobLogger =>
  new JobLogger((scope) => (level, message, meta) => {
    log[levels[level]](
      { ...(meta?.['error'] !== undefined && { err: meta['error'] }), task: scope.taskIdentifier },
      message,
    );
  });
