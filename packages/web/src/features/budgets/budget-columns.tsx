import type { Budget } from '@taffrail/contract';
import { formatCount, formatUsd } from '../../lib/format.ts';
import { formatDay } from '../../lib/time/format-time.ts';
import { useNow } from '../../lib/time/use-now.ts';
import { Link } from '../../ui/link.tsx';
import { Status } from '../../ui/status.tsx';
import type { Column } from '../../ui/table-columns.ts';
import { BudgetActions } from './budget-actions.tsx';
import { onUnknownWords, stateWords, subjectOf } from './budget-words.ts';
import { SpentBar } from './spent-bar.tsx';

function Subject({ budget }: { budget: Budget }) {
  const { scope, organization } = budget;
  return (
    <span className="block min-w-0">
      <span className="font-medium break-words" title={organization?.id}>
        {subjectOf(budget)}
      </span>
      {scope !== 'whole' && (
        <span className="block text-caption text-muted">
          {scope === 'route' ? 'Route' : 'Organization'}
        </span>
      )}
    </span>
  );
}

function Period({ budget: { period, from, to } }: { budget: Budget }) {
  const now = useNow();
  const last = formatDay(new Date(to), 'UTC', now);
  return (
    <span className="whitespace-nowrap">
      {period === 'day' ? 'Today' : 'This month'}
      <span className="block text-caption text-muted">{from === to ? last : `until ${last}`}</span>
    </span>
  );
}

function State({ budget: { state, unpricedJobs } }: { budget: Budget }) {
  const { status, word } = stateWords[state];
  return (
    <>
      <Status status={status}>
        <span className="whitespace-nowrap">{word}</span>
      </Status>
      {unpricedJobs > 0 && (
        <Link
          to="/admin/settings/prices"
          search={{ view: 'unpriced' }}
          className="block text-caption whitespace-nowrap"
        >
          without {formatCount(unpricedJobs)} unpriced
        </Link>
      )}
    </>
  );
}

const unknown = <span className="text-muted">–</span>;

export const budgetColumns: readonly Column<Budget>[] = [
  {
    id: 'subject',
    title: 'Of',
    priority: 1,
    className: 'min-w-32',
    cell: (budget) => <Subject budget={budget} />,
  },
  { id: 'period', title: 'Period', priority: 2, cell: (budget) => <Period budget={budget} /> },
  { id: 'spent', title: 'Spent', priority: 2, cell: (budget) => <SpentBar budget={budget} /> },
  { id: 'state', title: 'State', priority: 2, cell: (budget) => <State budget={budget} /> },
  {
    id: 'soft',
    title: 'Soft limit',
    priority: 3,
    align: 'end',
    cell: ({ softUsd }) => (softUsd === null ? unknown : formatUsd(Number(softUsd))),
  },
  {
    id: 'pace',
    title: 'At this pace',
    priority: 3,
    align: 'end',
    cell: ({ paceUsd, hardUsd, softUsd }) => {
      if (paceUsd === null) return unknown;
      const isOver = Number(paceUsd) > Number(hardUsd ?? softUsd ?? Number.POSITIVE_INFINITY);
      return (
        <span>
          {formatUsd(Number(paceUsd))}
          {isOver && (
            <span className="block text-caption whitespace-nowrap text-warning">
              over the limit
            </span>
          )}
        </span>
      );
    },
  },
  {
    id: 'unknown',
    title: 'When unknown',
    priority: 3,
    cell: ({ onUnknown }) => onUnknownWords[onUnknown],
  },
  {
    id: 'actions',
    title: 'Actions',
    priority: 3,
    className: 'whitespace-nowrap',
    cell: (budget) => <BudgetActions budget={budget} />,
  },
];
