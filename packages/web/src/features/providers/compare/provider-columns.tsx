import { comparableFrom, type ComparedProvider, type ProviderGroup } from '@taffrail/contract';
import type { ReactNode } from 'react';
import {
  formatCount,
  formatLargeCount,
  formatLatency,
  formatPercent,
  formatRate,
  formatUsd,
  plural,
} from '../../../lib/format.ts';
import { cx } from '../../../lib/class-names.ts';
import { FilterLink } from '../../../ui/filter-link.tsx';
import { OnCards } from '../../../ui/on-cards.tsx';
import type { Column } from '../../../ui/table-columns.ts';
import { only } from '../filters.ts';
import { isComparable, nameOfSubject } from '../subjects.ts';
import { isTooFew, type Contest, type findBest } from './find-best.ts';

type Best = ReturnType<typeof findBest>;
type ProviderColumn = Column<ComparedProvider>;

const unknown = <span className="text-muted">–</span>;

interface ValueProps {
  item: ComparedProvider;
  contest: Contest;
  best: Best;
  format: (value: number) => string;
  /** Beside the value on cards. */
  what: string;
  /** Below another value: in the same line. */
  inline?: boolean;
}

/** A figure: "best" in words, and dim where it rests on too few jobs to be compared. */
function Value({ item, contest, best, format, what, inline = false }: ValueProps) {
  const value = item.figures[contest];
  if (value === null) return unknown;
  const few = isTooFew(contest, item.figures);
  return (
    <span
      className={few ? 'text-muted' : undefined}
      title={few ? `Of fewer than ${comparableFrom} jobs: not compared` : undefined}
    >
      <OnCards>{what}</OnCards>
      {format(value)}
      {best[contest].has(item) && (
        <span className={cx('text-caption font-medium text-ok', inline ? 'ml-1' : 'block')}>
          best
        </span>
      )}
    </span>
  );
}

function Name({ item }: { item: ComparedProvider }) {
  const { provider, model, route } = item.subject;
  const filter =
    route !== null
      ? only('route', route === '' ? 'none' : route)
      : model !== null
        ? only('model', model)
        : only('provider', provider ?? '');
  return (
    <span className="block min-w-0">
      <FilterLink inRow filter={filter} title={`Only ${nameOfSubject(item.subject)}`}>
        {model ?? nameOfSubject(item.subject)}
      </FilterLink>
      {model !== null && <span className="block text-caption text-muted">{provider}</span>}
      {!isComparable(item) && (
        <span className="block text-caption whitespace-normal text-muted">
          {plural(item.figures.jobs, 'job')}: too few to compare
        </span>
      )}
    </span>
  );
}

function Jobs({ figures }: ComparedProvider) {
  return (
    <span title={plural(figures.jobs, 'job')}>
      {formatLargeCount(figures.jobs)} <OnCards>jobs</OnCards>
      <span className="block text-caption text-muted max-sm:inline">
        {formatPercent(figures.share)}
      </span>
    </span>
  );
}

function Cost({ figures }: ComparedProvider) {
  const { costUsd, unpricedJobs, jobs } = figures;
  const isUnknown = unpricedJobs === jobs && jobs > 0;
  return (
    <span title={isUnknown ? undefined : `$${costUsd}`}>
      {isUnknown ? unknown : formatUsd(Number(costUsd))}
      {unpricedJobs > 0 && (
        <span className="block text-caption text-warning">
          {isUnknown ? 'unpriced' : `${formatLargeCount(unpricedJobs)} unpriced`}
        </span>
      )}
    </span>
  );
}

function Latency({ item, best }: { item: ComparedProvider; best: Best }) {
  return (
    <>
      <Value item={item} contest="p95Ms" best={best} format={formatLatency} what="p95" />
      {item.figures.p50Ms !== null && (
        <span className="block text-caption text-muted max-sm:hidden">
          p50{' '}
          <Value item={item} contest="p50Ms" best={best} format={formatLatency} what="" inline />
        </span>
      )}
    </>
  );
}

function Speed({ item, best }: { item: ComparedProvider; best: Best }) {
  return (
    <>
      <Value item={item} contest="tokensPerSecond" best={best} format={formatCount} what="" />
      {item.figures.firstTokenMs !== null && (
        <span className="block text-caption text-muted">
          first in{' '}
          <Value
            item={item}
            contest="firstTokenMs"
            best={best}
            format={formatLatency}
            what=""
            inline
          />
        </span>
      )}
    </>
  );
}

function Errors({ item, best }: { item: ComparedProvider; best: Best }) {
  const [first] = item.errors;
  return (
    <>
      <Value item={item} contest="errorRate" best={best} format={formatRate} what="errors" />
      {first && (
        <span
          className="block max-w-20 truncate text-caption text-muted max-sm:hidden"
          title={item.errors
            .map(({ type, jobs }) => `${type ?? 'not told'}: ${formatCount(jobs)}`)
            .join(', ')}
        >
          {first.type ?? 'not told'}
          {item.errors.length > 1 && ` +${item.errors.length - 1}`}
        </span>
      )}
    </>
  );
}

function Accuracy({ item, best }: { item: ComparedProvider; best: Best }) {
  const { accuracy, scoredJobs } = item.figures;
  if (accuracy === null) return <span className="text-muted">Not judged</span>;
  return (
    <>
      <Value item={item} contest="accuracy" best={best} format={formatPercent} what="accurate" />
      <span className="block text-caption text-muted max-sm:inline">
        n = {formatCount(scoredJobs)}
      </span>
    </>
  );
}

const figure = { align: 'end', className: 'whitespace-nowrap align-top' } as const;

const titles = { provider: 'Provider', model: 'Model', route: 'Route' } as const;

export const providerColumns = (group: ProviderGroup, best: Best): readonly ProviderColumn[] => {
  const value =
    (contest: Contest, format: (value: number) => string, what: string) =>
    (item: ComparedProvider): ReactNode => <Value {...{ item, contest, best, format, what }} />;
  return [
    {
      id: 'name',
      title: titles[group],
      priority: 1,
      className: 'min-w-28 max-w-56 truncate align-top',
      cell: (item) => <Name item={item} />,
    },
    { ...figure, id: 'jobs', title: 'Jobs', priority: 2, cell: Jobs },
    { ...figure, id: 'cost', title: 'Cost', priority: 2, cell: Cost },
    {
      ...figure,
      id: 'per1000',
      title: '1,000 jobs',
      priority: 2,
      cell: value('costPer1000Jobs', formatUsd, 'for 1,000'),
    },
    {
      ...figure,
      id: 'perMillion',
      title: '1M tokens',
      priority: 3,
      cell: value('costPerMillionTokens', formatUsd, ''),
    },
    {
      ...figure,
      id: 'latency',
      title: 'P95, P50',
      priority: 2,
      cell: (item) => <Latency item={item} best={best} />,
    },
    {
      ...figure,
      id: 'speed',
      title: 'Tokens/s',
      priority: 3,
      cell: (item) => <Speed item={item} best={best} />,
    },
    {
      ...figure,
      id: 'errors',
      title: 'Errors',
      priority: 2,
      cell: (item) => <Errors item={item} best={best} />,
    },
    {
      ...figure,
      id: 'accuracy',
      title: 'Accuracy',
      priority: 3,
      cell: (item) => <Accuracy item={item} best={best} />,
    },
  ];
};
