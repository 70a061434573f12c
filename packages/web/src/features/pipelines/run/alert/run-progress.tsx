import type { AlertRun } from '@taffrail/contract';
import { Notice } from '../../../../ui/notice.tsx';
import { RelativeTime } from '../../../../ui/relative-time.tsx';

const deeds = { retry: 'marked it for retry', fail: 'marked it as failed' } as const;

/** What the run waits for, and what somebody did to it last. */
export function RunProgress({ run }: { run: AlertRun }) {
  return (
    <>
      {run.state === 'retrying' && run.nextAttemptAt !== null && (
        <Notice status="info" className="mb-4">
          Queued for retry: attempt {run.attempt}, from {run.stage}, is due{' '}
          <RelativeTime at={run.nextAttemptAt} />, and is taken up within about a minute of that.
        </Notice>
      )}
      {run.isStalled && (
        <Notice status="warning" className="mb-4">
          It was not heard of for two minutes. It is taken up again by itself, from {run.stage}.
        </Notice>
      )}
      {run.lastAct && (
        <p className="mb-4 text-compact text-muted">
          {run.lastAct.by} {deeds[run.lastAct.act]} <RelativeTime at={run.lastAct.at} />
          {run.lastAct.reason !== null && <>: {run.lastAct.reason}</>}
        </p>
      )}
    </>
  );
}
