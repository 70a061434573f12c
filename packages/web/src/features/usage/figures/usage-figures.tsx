import type { Budget, UsageMonth } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useAskAgain } from '../../../lib/live/use-ask-again.ts';
import { formatCount, formatUsd, plural } from '../../../lib/format.ts';
import { useCan } from '../../../lib/me.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Kpi, KpiSkeleton, type KpiProps } from '../../../ui/kpi.tsx';
import { Link } from '../../../ui/link.tsx';
import { Notice } from '../../../ui/notice.tsx';
import type { PanelQuery } from '../../../ui/panel.tsx';
import { monthBudgetQuery, monthQuery, type ShownUsage } from '../usage.api.ts';
import type { UsagePageState } from '../use-usage-page.ts';
import { dayText, versusText } from '../words.ts';

const grid = 'grid grid-cols-1 gap-4 sm:grid-cols-2 lg:grid-cols-6 min-[100rem]:grid-cols-5';
const third = 'lg:col-span-2 min-[100rem]:col-span-1';
const half = 'lg:col-span-3 min-[100rem]:col-span-1';

/** What was spent, where the month ends, what of the budget is gone; each loads by itself. */
export function UsageFigures({ page }: { page: UsagePageState }) {
  const month = useQuery(monthQuery);
  const budget = useQuery(monthBudgetQuery);
  useAskAgain(month);
  return (
    <section aria-labelledby="usage-figures" aria-busy={page.refreshing} className="mb-4">
      <h2 id="usage-figures" className="sr-only">
        Figures
      </h2>
      <Stale query={page.usage} what="the figures" />
      <Stale query={month} what="the month" />
      <div className={grid}>
        <Card query={page.usage} what="the cost" className={`${third} sm:col-span-2`}>
          {(shown) => <RangeCost shown={shown} compares={page.compares} />}
        </Card>
        <Card query={month} what="the month" className={third}>
          {(shown) => <Spent month={shown} compares={page.compares} />}
        </Card>
        <Card query={month} what="the forecast" className={third}>
          {(shown) => <Forecast month={shown} />}
        </Card>
        <Card query={budget} what="the budget" className={half}>
          {(shown) => <BudgetUsed budget={shown} />}
        </Card>
        <Card query={page.usage} what="the cost of organizations" className={half}>
          {(shown) => <PerOrganization shown={shown} />}
        </Card>
      </div>
    </section>
  );
}

/** What stays in view although it could not be refreshed. */
function Stale({ query: { data, error }, what }: { query: PanelQuery<unknown>; what: string }) {
  if (data === undefined || !error) return null;
  return (
    <Notice status="warning" className="mb-3">
      Could not refresh {what}: {error.message}
    </Notice>
  );
}

interface CardProps<T> {
  query: PanelQuery<T>;
  what: string;
  className: string;
  children: (data: T) => ReactNode;
}

function Card<T>({ query, what, className, children }: CardProps<T>) {
  const { data, error, isFetching, refetch } = query;
  if (data !== undefined) return <div className={className}>{children(data)}</div>;
  return (
    <div className={className}>
      {error ? (
        <div className="rounded-panel border border-line bg-surface">
          <ErrorState
            error={error}
            what={what}
            onRetry={() => void refetch()}
            retrying={isFetching}
          />
        </div>
      ) : (
        <KpiSkeleton />
      )}
    </div>
  );
}

/** A figure that nothing is compared with and that has no past to draw. */
type PlainProps = Pick<KpiProps, 'metric' | 'value' | 'note' | 'link' | 'reckoning'>;
const Plain = (props: PlainProps) => (
  <Kpi {...props} comparison={{ value: null, previous: null }} versus={undefined} series={[]} />
);

function RangeCost({ shown, compares }: { shown: ShownUsage; compares: boolean }) {
  const { current, comparison, asked } = shown;
  return (
    <Kpi
      metric="ai_cost"
      value={Number(current.costUsd)}
      comparison={{
        value: comparison && Number(comparison.compared.costUsd),
        previous: comparison && Number(comparison.previous.costUsd),
        events: comparison?.previous.jobs ?? 0,
      }}
      versus={compares ? versusText(asked.range) : undefined}
      series={
        shown.measure === 'cost'
          ? shown.bars.map(({ values }) => values.reduce((sum, value) => sum + value, 0))
          : []
      }
      note={
        <>
          {plural(current.jobs, 'job')}
          <br />
          {formatCount(current.failedJobs)} failed
        </>
      }
      link={{ to: '.', hash: 'breakdown', search: true as never }}
    />
  );
}

/** What had been spent by the end of each day. */
const addedUp = (days: UsageMonth['days']): number[] => {
  let spent = 0;
  return days.map(({ costUsd }) => {
    spent += Number(costUsd);
    return spent;
  });
};

function Spent({ month, compares }: { month: UsageMonth; compares: boolean }) {
  const { spentUsd, comparedUsd, previousUsd } = month;
  return (
    <Kpi
      metric="ai_cost_month"
      value={Number(spentUsd)}
      comparison={{
        value: previousUsd === null ? null : Number(comparedUsd),
        previous: previousUsd === null ? null : Number(previousUsd),
        // Dollars, however few: whoever spends cents wants to know, too.
        events: previousUsd === null || Number(previousUsd) === 0 ? 0 : Number.MAX_SAFE_INTEGER,
      }}
      versus={compares ? 'vs last month' : undefined}
      series={addedUp(month.days)}
      note={`since ${dayText(month.from, new Date(month.asOf))}`}
      link={{ to: '.', search: { range: 'mtd' } as never }}
    />
  );
}

function Forecast({ month: { forecast, to, asOf } }: { month: UsageMonth }) {
  const end = dayText(to, new Date(asOf));
  if (!forecast)
    return <Plain metric="ai_cost_forecast" value={null} note="after seven whole days of jobs" />;
  return (
    <Plain
      metric="ai_cost_forecast"
      value={Number(forecast.expectedUsd)}
      note={
        <>
          {formatUsd(Number(forecast.lowUsd))} to {formatUsd(Number(forecast.highUsd))}
          <br />
          by {end}
        </>
      }
      reckoning={`Learnt from ${plural(forecast.days, 'whole day')}.`}
      link={{ to: '.', search: { range: 'mtd' } as never }}
    />
  );
}

const stateWords = {
  within: 'within it',
  soft: 'soft limit reached',
  hard: 'hard limit reached',
} as const satisfies Record<Budget['state'], string>;

const stateLooks = {
  within: undefined,
  soft: 'font-medium text-warning',
  hard: 'font-medium text-error',
} as const satisfies Record<Budget['state'], string | undefined>;

function BudgetUsed({ budget }: { budget: Budget | null }) {
  const maySet = useCan('budgets.manage');
  if (!budget)
    return (
      <Plain
        metric="ai_budget_used"
        value={null}
        note={
          maySet ? (
            <Link to="/admin/settings/budgets">Set a budget</Link>
          ) : (
            'No budget for the month'
          )
        }
      />
    );
  const { spentUsd, softUsd, hardUsd, state } = budget;
  const limit = Number(hardUsd ?? softUsd);
  return (
    <Plain
      metric="ai_budget_used"
      value={Number(spentUsd) / limit}
      note={
        <>
          {formatUsd(Number(spentUsd))} of {formatUsd(limit)}
          <br />
          <span className={stateLooks[state]}>{stateWords[state]}</span>
        </>
      }
      {...(maySet && { link: { to: '/admin/settings/budgets' } })}
    />
  );
}

function PerOrganization({ shown }: { shown: ShownUsage }) {
  const { current, unattributed, activeOrganizations: count } = shown;
  const attributed = Number(current.costUsd) - Number(unattributed.costUsd);
  return (
    <Plain
      metric="ai_cost_per_organization"
      value={count === null || count === 0 ? null : attributed / count}
      note={
        count === null ? (
          'not of a part of the calls'
        ) : (
          <>
            {plural(count, 'organization')}
            <br />
            had a job
          </>
        )
      }
      link={{ to: '.', search: { range: shown.asked.range, group: 'organization' } as never }}
    />
  );
}
