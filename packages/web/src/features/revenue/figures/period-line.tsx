import type { UseQueryResult } from '@tanstack/react-query';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { daysText, dayText, previousText } from '../period.ts';
import type { ShownRevenue } from '../revenue.api.ts';

const sourceNames = { stripe: 'Stripe', product: 'the product’s table', sdk: 'the SDK' } as const;

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** `Converted at rates of 20 Nov: 1 USD = 0.92 EUR.` */
const ratesText = ({ rates, currency, asOf }: ShownRevenue): string => {
  if (rates.values.length === 0) return '';
  const values = rates.values.map(
    (one) => `1 ${one.currency.toUpperCase()} = ${one.rate} ${currency.toUpperCase()}`,
  );
  const of =
    rates.day === null ? 'the configured rates' : `rates of ${dayText(rates.day, new Date(asOf))}`;
  return ` Converted at ${of}: ${list.format(values)}.`;
};

/** What follows the days of the range, with its full stop. */
const comparisonText = (shown: ShownRevenue): string => {
  const { previous, since, asOf } = shown;
  if (previous) return `, against ${previousText(shown)}.`;
  if (since === null) return '.';
  return `; no comparison: known since ${dayText(since, new Date(asOf))}.`;
};

interface PeriodLineProps {
  query: UseQueryResult<ShownRevenue>;
  compares: boolean;
}

/** Which days the figures are of, what with they are compared, and who told of them. */
export function PeriodLine({ query, compares }: PeriodLineProps) {
  const { data: shown, isError } = query;
  if (!shown && isError) return null;
  if (!shown) return <Skeleton className="mb-4 h-4.5 w-96 max-w-full" />;
  const now = new Date(shown.asOf);
  const { range, timeZone, sources } = shown;
  return (
    <p className="mb-4 text-compact text-muted">
      {daysText(range.from, range.to, now)}
      {compares ? comparisonText(shown) : '.'}{' '}
      {sources.map(({ source, lastToldAt }, index) => (
        <span key={source}>
          {index === 0 ? 'Told by ' : ' and '}
          {sourceNames[source]} (latest change <RelativeTime at={lastToldAt} />)
        </span>
      ))}
      {sources.length > 0 && '.'}
      {ratesText(shown)}
      <span className="max-sm:hidden"> Days begin at midnight in {timeZone}.</span>
    </p>
  );
}
