import type { Dashboard } from '@taffrail/contract';
import { Skeleton } from '../../ui/skeleton.tsx';
import type { Shown } from './dashboard.api.ts';
import { periodText } from './period.ts';

/** Which days the figures are of; as high when it is not known yet. */
export function PeriodLine({
  shown,
}: {
  shown: Shown<Pick<Dashboard, 'asOf' | 'timeZone'> & { range: { from: string } }> | undefined;
}) {
  if (!shown) return <Skeleton className="mb-4 h-4.5 w-72 max-w-full" />;
  const { asked, asOf, range, timeZone } = shown;
  return (
    <p className="mb-4 text-compact text-muted">
      {periodText(asked, { from: range.from, to: asOf }, timeZone)}.
      <span className="max-sm:hidden"> Days begin at midnight in {timeZone}.</span>
    </p>
  );
}
