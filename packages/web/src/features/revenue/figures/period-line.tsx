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

/** Which days the figures are of, what with they are compared, and who told of them. */
export function PeriodLine({ query }: { query: UseQueryResult<ShownRevenue> }) {
  const { data: shown, isError } = query;
  if (!shown && isError) return null;
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
      {ratesText(shown)}
      <span className="max-sm:hidden"> Days begin at midnight in {timeZone}.</span>
    </p>
  );
}
