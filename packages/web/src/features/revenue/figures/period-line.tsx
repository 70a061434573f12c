import { Skeleton } from '../../../ui/skeleton.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { daysText, dayText, previousText } from '../period.ts';
import type { ShownRevenue } from '../revenue.api.ts';

const sourceNames = { stripe: 'Stripe', product: 'the product’s table', sdk: 'the SDK' } as const;

/** Which days the figures are of, what with they are compared, and who told of them. */
export function PeriodLine({ shown }: { shown: ShownRevenue | undefined }) {
  if (!shown) return <Skeleton className="mb-4 h-4.5 w-96 max-w-full" />;
  const now = new Date(shown.asOf);
  const { range, previous, since, timeZone, sources } = shown;
  return (
    <p className="mb-4 text-compact text-muted">
      {daysText(range.from, range.to, now)}
      {previous
        ? `, against ${previousText(shown)}.`
        : since !== null
          ? `; no comparison: known since ${dayText(since, now)}.`
          : '.'}{' '}
      {sources.map(({ source, lastToldAt }, index) => (
        <span key={source}>
          {index === 0 ? 'Told by ' : ' and '}
          {sourceNames[source]}, last <RelativeTime at={lastToldAt} />
        </span>
      ))}
      {sources.length > 0 && '.'}
      <span className="max-sm:hidden"> Days begin at midnight in {timeZone}.</span>
    </p>
  );
}
