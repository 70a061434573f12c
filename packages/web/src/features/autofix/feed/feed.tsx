import type { AutofixRun } from '@taffrail/contract';
import { useTimeZone } from '../../../lib/time/time-zone.ts';
import { useNow } from '../../../lib/time/use-now.ts';
import { useRowFocus } from '../../../ui/use-row-focus.ts';
import { FeedRow } from './feed-row.tsx';
import { groupByDay } from './group-by-day.ts';

/** Attempts by day, newest first. */
export function Feed({ runs }: { runs: readonly AutofixRun[] }) {
  const timeZone = useTimeZone();
  const now = useNow(60_000);
  const [list, activeId] = useRowFocus<HTMLDivElement>(runs.map(({ id }) => id));
  return (
    <div ref={list}>
      {groupByDay(runs, timeZone, now).map(({ key, title, runs: ofDay }) => (
        <section
          key={key}
          aria-label={title}
          className="border-t border-line first:border-t-0 first:[&>h3]:rounded-t-[7px]"
        >
          <h3 className="bg-sunken px-4 py-1 text-compact font-medium text-muted">{title}</h3>
          <ul>
            {ofDay.map((run) => (
              <FeedRow key={run.id} run={run} inTabOrder={run.id === activeId} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
