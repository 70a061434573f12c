import {
  AutofixTrigger,
  type AutofixCounts,
  type AutofixFigures,
  type AutofixOutcome,
  type MetricName,
} from '@taffrail/contract';
import { formatCount, formatRate } from '../../../lib/format.ts';
import { Definition } from '../../../ui/definition.tsx';
import { Delta } from '../../../ui/delta.tsx';
import { Link } from '../../../ui/link.tsx';
import { Panel, type PanelQuery } from '../../../ui/panel.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { outcomeTitles } from '../autofix-words.ts';
import type { AutofixPageState } from '../use-autofix-page.ts';
import { BySource } from './by-source.tsx';
import { wordsBefore } from './words-before.ts';

interface FiguresPanelProps {
  page: AutofixPageState;
  query: PanelQuery<AutofixFigures>;
}

const figures = [
  { metric: 'autofix_attempts', outcome: undefined },
  { metric: 'autofix_fixed', outcome: 'fixed' },
  { metric: 'autofix_skipped', outcome: 'skipped' },
  { metric: 'autofix_failed', outcome: 'failed' },
] as const satisfies readonly { metric: MetricName; outcome: AutofixOutcome | undefined }[];

/** How many attempts there were and what came of them; each number leads to its rows. */
export function FiguresPanel({ page, query }: FiguresPanelProps) {
  return (
    <Panel
      title="Figures"
      titleHidden
      what="the figures"
      query={query}
      skeleton={<Skeleton className="h-20 w-full" />}
      className="mb-4"
    >
      {({ current, previous }) => (
        <div className="grid gap-x-8 gap-y-4 xl:grid-cols-2">
          <dl className="grid grid-cols-2 content-start gap-x-6 gap-y-3 sm:grid-cols-4">
            {figures.map((figure) => (
              <Figure
                key={figure.metric}
                metric={figure.metric}
                outcome={figure.outcome}
                page={page}
                now={current.total}
                before={previous.total}
              />
            ))}
          </dl>
          <BySource
            page={page}
            triggers={page.filters.trigger ? [page.filters.trigger] : AutofixTrigger.options}
            counts={current.byTrigger}
          />
        </div>
      )}
    </Panel>
  );
}

interface FigureProps {
  page: AutofixPageState;
  metric: MetricName;
  outcome: AutofixOutcome | undefined;
  now: AutofixCounts;
  before: AutofixCounts;
}

function Figure({ page, metric, outcome, now, before }: FigureProps) {
  const of = (counts: AutofixCounts): number => counts[outcome ?? 'attempts'];
  return (
    <div className="min-w-0">
      <dt className="flex h-6 items-center text-compact text-muted">
        {outcome === undefined ? 'Attempts' : outcomeTitles[outcome]}
        <Definition metric={metric} />
      </dt>
      <dd>
        <span className="flex items-baseline gap-2">
          <Link
            to="."
            search={page.searchWith({ outcome, fate: undefined }) as never}
            resetScroll={false}
            className="text-kpi text-text"
            data-numeric
          >
            {formatCount(of(now))}
          </Link>
          {outcome !== undefined && now.attempts > 0 && (
            <span className="text-compact text-muted" data-numeric>
              {formatRate(of(now) / now.attempts)}
            </span>
          )}
        </span>
        <Before metric={metric} value={of(now)} previous={of(before)} range={page.range} />
      </dd>
    </div>
  );
}

/** Few attempts make no percentage: then the number itself is the comparison. */
const leastForChange = 20;

function Before(props: { metric: MetricName; value: number; previous: number; range: string }) {
  const { metric, value, previous, range } = props;
  return (
    <span className="block text-caption text-muted" data-numeric>
      {previous >= leastForChange ? (
        <Delta metric={metric} comparison={{ value, previous }} versus={wordsBefore(range)} />
      ) : (
        `${formatCount(previous)} ${wordsBefore(range)}`
      )}
    </span>
  );
}
