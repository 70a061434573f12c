import type { ReactNode } from 'react';
import { useCan, useMe } from '../../lib/me.ts';
import { Kpi } from '../../ui/kpi.tsx';
import { Link } from '../../ui/link.tsx';
import type { Shown } from './dashboard.api.ts';
import { logRanges, periodText, versusText } from './period.ts';

export const grid = 'grid grid-cols-[repeat(auto-fit,minmax(min(100%,16rem),1fr))] gap-4';

/** The figures of a range, each a link to what it counts. */
export function Figures({ shown, busy }: { shown: Shown; busy: boolean }) {
  const { reportingTimeZone } = useMe();
  const { asked, period, timeZone } = shown;
  const mayReadLog = useCan('activity.read');
  // The log reads `now/d` in the zone of its own address, which is the reporting one by default.
  const link = (value: ReactNode): ReactNode => (
    <Link
      to="/admin/activity"
      search={{ range: logRanges[asked] }}
      className="rounded-badge text-text no-underline hover:underline"
    >
      {value}
    </Link>
  );
  return (
    <section aria-label="Figures" aria-busy={busy} className="relative mb-4">
      <p className="mb-2 text-compact text-muted">
        {periodText(asked, period, reportingTimeZone)}. Days begin at midnight in {timeZone}.
      </p>
      <div className={grid}>
        {shown.kpis.map(({ metric, value, previous, series }) => (
          <Kpi
            key={metric}
            metric={metric}
            value={value}
            previous={previous}
            versus={versusText(asked, period.previousTo, timeZone)}
            series={series.map((day) => day.value)}
            {...(mayReadLog ? { link } : {})}
          />
        ))}
      </div>
    </section>
  );
}
