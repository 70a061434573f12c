import type { UsageFilter, UsageRow } from '@taffrail/contract';
import { formatCount, formatLargeCount, formatRate, formatUsd } from '../../../lib/format.ts';
import { Link } from '../../../ui/link.tsx';
import { OnCards } from '../../../ui/on-cards.tsx';
import type { Column } from '../../../ui/table-columns.ts';
import { jobsSearch } from '../jobs-search.ts';
import type { ShownBreakdown } from '../usage.api.ts';
import { filterOf, groupTitles, nameOfSubject } from '../words.ts';
import { CostChange } from './cost-change.tsx';

interface BreakdownLook {
  readonly shown: ShownBreakdown;
  readonly compares: boolean;
  readonly searchWith: (filter: UsageFilter) => Record<string, unknown>;
}

/** Exact, and as short as it reads well. */
const Usd = ({ amount }: { amount: string }) => (
  <span title={`$${amount}`} data-numeric>
    {formatUsd(Number(amount))}
  </span>
);

const tokensOf = ({ current }: UsageRow): number => current.inputTokens + current.outputTokens;

function Name({ row, look: { shown, searchWith } }: { row: UsageRow; look: BreakdownLook }) {
  const { group } = shown.asked;
  const filter = filterOf(group, row.subject);
  const name = nameOfSubject(group, row.subject);
  const text = (
    <>
      {name}
      {row.subject.provider !== null && (
        <span className="text-muted"> · {row.subject.provider}</span>
      )}
    </>
  );
  if (!filter) return <span className="break-words">{text}</span>;
  return (
    <Link
      to="."
      search={searchWith(filter) as never}
      resetScroll={false}
      title="Show only this"
      data-row-primary
      className="break-words text-text"
    >
      {text}
    </Link>
  );
}

/** The jobs behind a row; users have no filter on this page, but jobs do. */
function Jobs({ row, look: { shown } }: { row: UsageRow; look: BreakdownLook }) {
  const { asked, range } = shown;
  const filter = filterOf(asked.group, row.subject) ?? { userId: row.subject.key ?? undefined };
  const { jobs, failedJobs } = row.current;
  return (
    <span className="whitespace-nowrap">
      <Link to="/admin/usage/jobs" search={jobsSearch(range, { ...asked.filter, ...filter })}>
        <span title={formatCount(jobs)}>{formatLargeCount(jobs)}</span>
        <span className="sr-only"> jobs of {nameOfSubject(asked.group, row.subject)}</span>
      </Link>{' '}
      <OnCards>{jobs === 1 ? 'job' : 'jobs'}</OnCards>
      {failedJobs > 0 && <span className="text-muted"> · {formatCount(failedJobs)} failed</span>}
    </span>
  );
}

/** A share as a bar and as a number. */
function Share({ share }: { share: number }) {
  return (
    <span className="flex items-center justify-end gap-2 max-sm:inline-flex">
      <span aria-hidden className="h-1.5 w-16 overflow-hidden rounded-full bg-sunken max-sm:hidden">
        <span className="block h-full bg-chart-1" style={{ width: `${share * 100}%` }} />
      </span>
      <span className="sm:w-12">{formatRate(share)}</span>
      <OnCards>of it</OnCards>
    </span>
  );
}

/** Jobs whose price nobody knows are not in the cost beside them. */
function Cost({ row: { current } }: { row: UsageRow }) {
  const { costUsd, jobs, unpricedJobs } = current;
  return (
    <span className="whitespace-nowrap">
      {unpricedJobs === jobs ? (
        <span className="text-muted" title="None of its jobs has a price">
          unpriced
        </span>
      ) : (
        <Usd amount={costUsd} />
      )}
      {unpricedJobs > 0 && unpricedJobs < jobs && (
        <span
          className="text-muted"
          title={`${formatCount(unpricedJobs)} of its jobs have no price`}
        >
          {' '}
          + unpriced
        </span>
      )}
    </span>
  );
}

/** Of those that have a price. */
const perThousand = ({ current }: UsageRow): number | null => {
  const priced = current.jobs - current.unpricedJobs;
  return priced === 0 ? null : (Number(current.costUsd) / priced) * 1_000;
};

/** Cost first: what is told apart, and what each came to. */
export const breakdownColumns = (look: BreakdownLook): Column<UsageRow>[] => {
  const { shown, compares } = look;
  const total = Number(shown.total.costUsd);
  const isCompared = compares && shown.rows.some(({ comparison }) => comparison !== null);
  const knowsFailed = shown.rows.some(({ current }) => current.failedCostUsd !== null);
  const columns: (Column<UsageRow> | false)[] = [
    {
      id: 'subject',
      title: groupTitles[shown.asked.group],
      priority: 1,
      className: 'min-w-40',
      cell: (row) => <Name row={row} look={look} />,
    },
    { id: 'cost', title: 'Cost', priority: 2, align: 'end', cell: (row) => <Cost row={row} /> },
    {
      id: 'share',
      title: 'Share',
      priority: 2,
      align: 'end',
      cell: ({ current }) => <Share share={total === 0 ? 0 : Number(current.costUsd) / total} />,
    },
    isCompared && {
      id: 'change',
      title: 'Change',
      priority: 2,
      align: 'end',
      cell: ({ comparison }) =>
        comparison && (
          <CostChange
            compared={Number(comparison.comparedCostUsd)}
            previous={Number(comparison.previousCostUsd)}
            events={comparison.previousJobs}
          />
        ),
    },
    {
      id: 'jobs',
      title: 'Jobs',
      priority: 2,
      align: 'end',
      cell: (row) => <Jobs row={row} look={look} />,
    },
    {
      id: 'tokens',
      title: 'Tokens in / out',
      priority: 3,
      align: 'end',
      className: 'whitespace-nowrap',
      cell: (row) => (
        <span title={`${formatCount(tokensOf(row))} tokens`}>
          {formatLargeCount(row.current.inputTokens)} / {formatLargeCount(row.current.outputTokens)}
        </span>
      ),
    },
    {
      id: 'unit',
      title: 'Per 1,000 jobs',
      priority: 3,
      align: 'end',
      cell: (row) => {
        const cost = perThousand(row);
        return cost === null ? '–' : formatUsd(cost);
      },
    },
    knowsFailed && {
      id: 'errors',
      title: 'Of failed jobs',
      priority: 3,
      align: 'end',
      cell: ({ current }) =>
        current.failedCostUsd === null || current.failedJobs === 0 ? (
          <span className="text-muted">–</span>
        ) : (
          <Usd amount={current.failedCostUsd} />
        ),
    },
  ];
  return columns.filter((column) => column !== false);
};
