import { formatMinute } from '../lib/time/format-time.ts';
import { useTimeZone } from '../lib/time/time-zone.ts';
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';

interface SearchedToProps {
  /** Null where everything was looked at. */
  at: string | null;
  /** Absent where there is no further page. */
  onOlder: (() => void) | undefined;
}

/** The time was up before the page was full: how far it came, and how to go on. */
export function SearchedTo({ at, onOlder }: SearchedToProps) {
  const timeZone = useTimeZone();
  if (at === null) return null;
  return (
    <div className="border-t border-line px-4 py-2">
      <Notice status="info" action={onOlder && <Button onClick={onOlder}>Search further</Button>}>
        Searched back to {formatMinute(new Date(at), timeZone)} within the time budget.
      </Notice>
    </div>
  );
}
