import { leastRuns, type PipelineHealth, type PipelineStage } from '@taffrail/contract';
import { formatRate } from '../../../lib/format.ts';
import { formatDay, formatMinute, formatTime } from '../../../lib/time/format-time.ts';
import { useTimeZone } from '../../../lib/time/time-zone.ts';
import { useNow } from '../../../lib/time/use-now.ts';
import { Definition } from '../../../ui/definition.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Link } from '../../../ui/link.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { ScrollRegion } from '../../../ui/scroll-region.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { chosenStages } from '../chosen-stages.ts';
import { writeRunFilters } from '../runs/runs-search.ts';
import type { PipelinePageState } from '../use-pipeline-page.ts';
import { endedOf, shareText } from '../words/figures.ts';
import { toCell, toColumns, type Column } from './fold-columns.ts';

/** When each stage failed: a table of stages and hours, or days, or weeks. */
export function ErrorRates({ page }: { page: PipelinePageState }) {
  return (
    <Panel
      title="Errors over time"
      what="the errors over time"
      query={page.health}
      definition={<Definition metric="stage_error_rate" />}
      flush
      className="mb-4"
      skeleton={<Skeleton className="h-40" />}
      isEmpty={({ stages }) => stages.every(({ figures }) => endedOf(figures) === 0)}
      empty={<EmptyState kind="filter" title="No stage ended in this range." />}
    >
      {(health) => <RatesTable page={page} health={health} />}
    </Panel>
  );
}

interface RatesTableProps {
  page: PipelinePageState;
  health: PipelineHealth;
}

function RatesTable({ page, health }: RatesTableProps) {
  const columns = toColumns(health, page.range);
  const { title } = health.pipeline;
  return (
    <>
      <p className="px-4 pb-3 text-compact text-muted">
        The share that failed; of fewer than {leastRuns}, how many of how many. Each leads to its
        runs.
      </p>
      <ScrollRegion label="Errors by stage and time" ref={showLatest} className="rounded-b-panel">
        <table className="w-full border-separate border-spacing-0.5 px-4 pb-3 text-right text-compact">
          <caption className="sr-only">Error rate of the stages of {title} over time</caption>
          <thead className="text-muted">
            <tr>
              <th scope="col" className="py-1 pr-3 text-left font-medium">
                Stage
              </th>
              {columns.map((column) => (
                <th key={column.from} scope="col" className="px-1 py-1 font-medium">
                  <ColumnTitle page={page} column={column} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {chosenStages(health, page.search.stage).map((stage) => (
              <tr key={stage.stage}>
                <th
                  scope="row"
                  className="max-w-40 truncate py-1 pr-3 text-left font-normal"
                  title={stage.title}
                >
                  {stage.title}
                </th>
                {columns.map((column) => (
                  <RateCell
                    key={column.from}
                    pipeline={health.pipeline.pipeline}
                    stage={stage}
                    column={column}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </>
  );
}

/** What does not fit is the older part. */
const showLatest = (region: HTMLElement | null): void => {
  if (region) region.scrollLeft = region.scrollWidth;
};

function ColumnTitle({ page, column }: { page: PipelinePageState; column: Column }) {
  const timeZone = useTimeZone();
  const now = useNow(60_000);
  const at = new Date(column.from);
  // The hour alone: twenty-four stand beside each other.
  if (page.range === '24h')
    return (
      <time dateTime={column.from} title={formatMinute(at, timeZone)}>
        {formatTime(at, timeZone).slice(0, 2)}
      </time>
    );
  return <span className="whitespace-nowrap">{formatDay(at, timeZone, now)}</span>;
}

interface RateCellProps {
  pipeline: string;
  stage: PipelineStage;
  column: Column;
}

function RateCell({ pipeline, stage, column }: RateCellProps) {
  const { failed, ended } = toCell(stage, column);
  if (ended === 0) return <td className="px-1 py-1 text-muted">–</td>;
  const rate = failed / ended;
  const text = ended < leastRuns ? `${failed}/${ended}` : formatRate(rate);
  const words = `${shareText(failed, ended)} failed`;
  return (
    <td title={words} className="relative px-1 py-1 whitespace-nowrap">
      {failed > 0 && (
        // The strength says what the number does; a style would be against the page's policy.
        <svg aria-hidden className="absolute inset-0 h-full w-full">
          <rect
            width="100%"
            height="100%"
            rx="3"
            fillOpacity={(0.06 + 0.24 * rate).toFixed(2)}
            className="fill-chart-2"
          />
        </svg>
      )}
      {failed > 0 ? (
        <Link
          to="/admin/pipeline-runs"
          search={{
            range: `${column.from}..${column.to}`,
            f: writeRunFilters({ pipeline, failedStage: stage.stage }),
          }}
          className="relative text-text"
        >
          {text}
          <span className="sr-only"> failed: {stage.title}</span>
        </Link>
      ) : (
        <span className="text-muted">{text}</span>
      )}
    </td>
  );
}
