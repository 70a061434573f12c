import type { OrganizationMargin, UsageMargin } from '@taffrail/contract';
import { formatCount, formatLargeCount, formatMoney, formatUsd } from '../../../lib/format.ts';
import { nameOf } from '../../../ui/customer-name.ts';
import { Link } from '../../../ui/link.tsx';
import { OnCards } from '../../../ui/on-cards.tsx';
import { Status } from '../../../ui/status.tsx';
import type { Column } from '../../../ui/table-columns.ts';
import { jobsSearch } from '../jobs-search.ts';

type Of = Pick<UsageMargin, 'currency' | 'from' | 'to'>;

const realMinus = (text: string): string => text.replace('-', '−');

/** A loss says so in words, too. */
function Margin({ row, currency }: { row: OrganizationMargin; currency: string }) {
  if (row.margin === null)
    return (
      <span className="text-muted">
        <OnCards>margin</OnCards>
        unknown
      </span>
    );
  const margin = Number(row.margin);
  const text = realMinus(formatMoney(margin, currency));
  if (margin >= 0)
    return (
      <span data-numeric>
        {text} <OnCards>left</OnCards>
      </span>
    );
  return (
    <Status status="error">
      <span data-numeric>{text}</span> <OnCards>lost</OnCards>
    </Status>
  );
}

/** Revenue beside cost, and what is left. */
export const marginColumns = ({ currency, from, to }: Of): Column<OrganizationMargin>[] => [
  {
    id: 'organization',
    title: 'Organization',
    priority: 1,
    className: 'min-w-40',
    cell: ({ organization }) => (
      <Link
        to="/admin/usage"
        search={{ f: [`organizationId.in.${organization.id}`], group: 'route' } as never}
        title="What its AI jobs cost"
        data-row-primary
        className="break-words text-text"
      >
        {nameOf(organization)}
      </Link>
    ),
  },
  {
    id: 'plan',
    title: 'Plan',
    priority: 3,
    cell: ({ plan }) => plan ?? <span className="text-muted">–</span>,
  },
  {
    id: 'revenue',
    title: 'Revenue',
    priority: 2,
    align: 'end',
    cell: ({ revenue }) => (
      <span data-numeric>
        {formatMoney(Number(revenue), currency)} <OnCards>revenue</OnCards>
      </span>
    ),
  },
  {
    id: 'cost',
    title: 'AI cost',
    priority: 2,
    align: 'end',
    cell: ({ costUsd, unpricedJobs }) => (
      <span data-numeric title={`$${costUsd}`} className="whitespace-nowrap">
        {formatUsd(Number(costUsd))} <OnCards>AI cost</OnCards>
        {unpricedJobs > 0 && (
          <span
            className="text-muted"
            title={`${formatCount(unpricedJobs)} of its jobs have no price`}
          >
            {' '}
            + unpriced
          </span>
        )}
      </span>
    ),
  },
  {
    id: 'margin',
    title: 'Margin',
    priority: 2,
    align: 'end',
    className: 'whitespace-nowrap',
    cell: (row) => <Margin row={row} currency={currency} />,
  },
  {
    id: 'jobs',
    title: 'Jobs',
    priority: 3,
    align: 'end',
    cell: ({ jobs, organization }) => (
      <Link
        to="/admin/usage/jobs"
        search={jobsSearch({ from, to }, { organizationId: organization.id })}
      >
        <span title={formatCount(jobs)}>{formatLargeCount(jobs)}</span>
        <span className="sr-only"> jobs of {nameOf(organization)}</span>
      </Link>
    ),
  },
];
