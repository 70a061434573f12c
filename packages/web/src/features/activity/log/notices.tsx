import { activityKeptDays, type ActivityPage } from '@taffrail/contract';
import { formatDay, formatMinute } from '../../../lib/time/format-time.ts';
import { useTimeZone } from '../../../lib/time/time-zone.ts';
import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import type { ActivityPageState } from '../use-activity-page.ts';
import { keptFrom } from './broader-range.ts';

export function KeptNotice({ page: { span, asOf } }: { page: ActivityPageState }) {
  const timeZone = useTimeZone();
  const from = keptFrom(span, asOf);
  if (!from) return null;
  return (
    <Notice status="info" className="mx-4 mb-2">
      Actions are kept {activityKeptDays} days: those before {formatDay(from, timeZone, asOf)} are
      no longer in this log.
    </Notice>
  );
}

interface SearchedToProps {
  data: ActivityPage;
  /** Absent where there is no further page. */
  onOlder: (() => void) | undefined;
}

/** The time was up before the page was full: how far it came, and how to go on. */
export function SearchedTo({ data, onOlder }: SearchedToProps) {
  const timeZone = useTimeZone();
  if (data.searchedTo === null) return null;
  return (
    <div className="border-t border-line px-4 py-2">
      <Notice status="info" action={onOlder && <Button onClick={onOlder}>Search further</Button>}>
        Searched back to {formatMinute(new Date(data.searchedTo), timeZone)} within the time budget.
      </Notice>
    </div>
  );
}
