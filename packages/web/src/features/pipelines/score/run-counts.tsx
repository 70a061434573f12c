import type { PipelineHealth } from '@taffrail/contract';
import { formatCount, formatLatency } from '../../../lib/format.ts';
import { Link } from '../../../ui/link.tsx';
import { Fact, Facts } from '../../../ui/fact.tsx';
import { ChangeMark } from './change-mark.tsx';
import { endedOf, shareText } from '../words/figures.ts';
import { writeRunFilters, type RunFilters } from '../runs/runs-search.ts';
import type { PipelinePageState } from '../use-pipeline-page.ts';

interface RunCountsProps {
  page: PipelinePageState;
  pipeline: PipelineHealth['pipeline'];
}

/** Its runs by what became of them, each number a link to them. */
export function RunCounts({ page, pipeline }: RunCountsProps) {
  const { runs, comparedRuns, inFlight, stalled, targetMs } = pipeline;
  const ended = endedOf(runs);
  const range = { from: page.health.data?.range.from, to: undefined };
  const link = (count: number, status: RunFilters['status'], everAgo = false) =>
    count === 0 ? (
      <span>0</span>
    ) : (
      <Link
        to="/admin/pipeline-runs"
        search={{
          range: everAgo ? '90d' : range.from ? `${range.from}..now` : page.range,
          f: writeRunFilters({ pipeline: pipeline.pipeline, status }),
        }}
      >
        {formatCount(count)}
      </Link>
    );
  return (
    <Facts>
      <Fact name="Succeeded">
        {link(runs.counts.succeeded, 'succeeded')}
        {ended > 0 && (
          <span className="text-muted">({shareText(runs.counts.succeeded, ended)})</span>
        )}
      </Fact>
      <Fact name="Failed">
        {link(runs.counts.failed, 'failed')}
        <ChangeMark
          metric="stage_error_rate"
          comparison={
            page.compares
              ? {
                  value: runs.errorRate,
                  previous: comparedRuns.errorRate,
                  events: endedOf(comparedRuns),
                }
              : undefined
          }
        />
      </Fact>
      <Fact name="In flight now">
        <span>{formatCount(inFlight)}</span>
        {stalled > 0 && (
          <span className="text-warning">of these stalled: {link(stalled, 'stalled', true)}</span>
        )}
      </Fact>
      <Fact name="Duration">
        <span data-numeric>
          {runs.p50Ms === null || runs.p95Ms === null
            ? '–'
            : `p50 ${formatLatency(runs.p50Ms)}, p95 ${formatLatency(runs.p95Ms)}`}
        </span>
        {targetMs !== null && (
          <span className="text-muted">(target {formatLatency(targetMs)})</span>
        )}
      </Fact>
    </Facts>
  );
}
