import type { DashboardRange, PipelineList } from '@taffrail/contract';
import type { UseQueryResult } from '@tanstack/react-query';
import { formatCount, formatLargeCount, plural } from '../../lib/format.ts';
import { ScoreText } from '../../ui/health-score/score-text.tsx';
import { Kpi } from '../../ui/kpi.tsx';
import { pipelineRanges, type Shown } from './dashboard.api.ts';
import { FigureGroup } from './figure-group.tsx';

type Overall = PipelineList['overall'];

/** Weekends are compared with weekends, and hours with the same hours. */
const againstTexts = {
  '1d': 'Last 24 hours, against a week before',
  '7d': 'Last 7 days, against the week before',
  '30d': 'Last 30 days, against five weeks before',
} as const satisfies Record<DashboardRange, string>;
const versusTexts = {
  '1d': 'vs a week before',
  '7d': 'vs the week before',
  '30d': 'vs 5 weeks before',
} as const satisfies Record<DashboardRange, string>;

const endedOf = ({ counts }: Overall['runs']): number => counts.succeeded + counts.failed;
const successOf = ({ errorRate }: Overall['runs']): number | null =>
  errorRate === null ? null : 1 - errorRate;

/** Null where none ended. */
const successIn = ({ succeeded, failed }: Overall['series'][number]): number | null =>
  succeeded + failed === 0 ? null : succeeded / (succeeded + failed);

/** How pipelines do, all together, each a link to what it is of. */
export function PipelineFigures({ query }: { query: UseQueryResult<Shown<PipelineList>> }) {
  return (
    <FigureGroup
      title="Pipelines"
      query={query}
      count={3}
      against={({ asked }) => againstTexts[asked]}
    >
      {({ asked, overall }) => <Figures asked={asked} overall={overall} />}
    </FigureGroup>
  );
}

function Figures({ asked, overall }: { asked: DashboardRange; overall: Overall }) {
  const { runs, comparedRuns, health, comparedHealth, inFlight, stalled, series } = overall;
  const range = pipelineRanges[asked];
  const versus = versusTexts[asked];
  const events = endedOf(comparedRuns);
  const { succeeded, failed } = runs.counts;
  return (
    <>
      <Kpi
        metric="pipeline_health_score"
        value={health.score}
        comparison={{ value: health.score, previous: comparedHealth.score, events }}
        versus={versus}
        series={[]}
        note="of 100"
        reckoning={<ScoreText health={health} />}
        link={{ to: '/admin/pipeline', search: { range } }}
      />
      <Kpi
        metric="pipeline_runs"
        value={endedOf(runs)}
        comparison={{ value: endedOf(runs), previous: events }}
        versus={versus}
        series={series.map((moment) => moment.succeeded + moment.failed)}
        note={
          inFlight > 0 && (
            <>
              {formatLargeCount(inFlight)} in flight
              {stalled > 0 && (
                <>
                  <br />
                  {formatLargeCount(stalled)} stalled
                </>
              )}
            </>
          )
        }
        link={{ to: '/admin/pipeline-runs', search: { range } }}
      />
      <Kpi
        metric="pipeline_success_rate"
        value={successOf(runs)}
        comparison={{ value: successOf(runs), previous: successOf(comparedRuns), events }}
        versus={versus}
        series={series.map(successIn)}
        note={
          <span title={`${formatCount(succeeded)} of ${formatCount(endedOf(runs))}`}>
            {plural(failed, 'failed run')}
          </span>
        }
        link={{ to: '/admin/pipeline-runs', search: { range, f: ['status.in.failed'] } }}
      />
    </>
  );
}
