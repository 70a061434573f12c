import { keptFrom } from '../lib/time/broader-range.ts';
import { formatDay } from '../lib/time/format-time.ts';
import type { Span } from '../lib/time/time-range.ts';
import { useTimeZone } from '../lib/time/time-zone.ts';
import { Notice } from './notice.tsx';

interface KeptNoticeProps {
  /** What is shown: "Actions". */
  things: string;
  /** What has become of those that are older: "are gone". */
  older: string;
  days: number;
  span: Span;
  asOf: Date;
}

/** Said of a range that begins before what is shown. */
export function KeptNotice({ things, older, days, span, asOf }: KeptNoticeProps) {
  const timeZone = useTimeZone();
  const from = keptFrom(span, asOf);
  if (!from) return null;
  return (
    <Notice status="info" className="mx-4 mb-2">
      {things} are shown for {days} days: those before {formatDay(from, timeZone, asOf)} {older}.
    </Notice>
  );
}
