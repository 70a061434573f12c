import { keptFrom } from '../lib/time/broader-range.ts';
import { formatDay } from '../lib/time/format-time.ts';
import type { Span } from '../lib/time/time-range.ts';
import { useTimeZone } from '../lib/time/time-zone.ts';
import { Notice } from './notice.tsx';

interface KeptNoticeProps {
  /** What is kept: "Actions". */
  things: string;
  days: number;
  span: Span;
  asOf: Date;
}

/** Said of a range that begins before what is kept. */
export function KeptNotice({ things, days, span, asOf }: KeptNoticeProps) {
  const timeZone = useTimeZone();
  const from = keptFrom(span, asOf);
  if (!from) return null;
  return (
    <Notice status="info" className="mx-4 mb-2">
      {things} are kept {days} days: those before {formatDay(from, timeZone, asOf)} are no longer in
      this log.
    </Notice>
  );
}
