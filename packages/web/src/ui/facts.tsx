import type { ReactNode } from 'react';
import { useMe } from '../lib/me.ts';
import { formatExact, formatRelative } from '../lib/time/format-time.ts';
import { useNow } from '../lib/time/use-now.ts';

/** What is known of one thing, by name. */
export function Facts({ children }: { children: ReactNode }) {
  return (
    <dl className="grid grid-cols-[max-content_minmax(0,1fr)] content-start gap-x-4">{children}</dl>
  );
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="col-span-2 grid min-h-7 grid-cols-subgrid items-baseline">
      <dt className="text-muted">{name}</dt>
      <dd className="flex min-w-0 flex-wrap items-center gap-x-1 break-words [&_code]:break-all">
        {children}
      </dd>
    </div>
  );
}

/** When something happened, in the reporting zone and in UTC. */
export function TimeFacts({ at: text }: { at: string }) {
  const { reportingTimeZone } = useMe();
  const now = useNow();
  const at = new Date(text);
  return (
    <>
      <Fact name={reportingTimeZone === 'UTC' ? 'Time, UTC' : 'Time'}>
        <time dateTime={text}>{formatExact(at, reportingTimeZone)}</time>
        <span className="text-muted">({formatRelative(at, now)})</span>
      </Fact>
      {reportingTimeZone !== 'UTC' && <Fact name="Time, UTC">{text}</Fact>}
    </>
  );
}
