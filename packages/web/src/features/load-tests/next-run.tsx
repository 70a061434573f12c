import type { LoadTest } from '@taffrail/contract';
import { formatMinute, formatWeekday } from '../../lib/time/format-time.ts';
import { useTimeZone } from '../../lib/time/time-zone.ts';

/** When the console runs a test by itself, where it does. */
export function NextRun({ tests }: { tests: readonly LoadTest[] }) {
  const timeZone = useTimeZone();
  const [next] = tests.flatMap(({ plan }) => plan?.nextRunAt ?? []).toSorted();
  if (next === undefined) return null;
  const at = new Date(next);
  return (
    <p className="text-compact text-muted">
      Next run{' '}
      <time dateTime={next} className="text-text">
        {formatWeekday(at, timeZone)} {formatMinute(at, timeZone)}
      </time>
    </p>
  );
}
