import type { PipelineStage, StageFigures } from '@taffrail/contract';
import type { ReactNode } from 'react';
import { cx } from '../../../lib/class-names.ts';
import { formatCount, formatLatency } from '../../../lib/format.ts';
import { Link } from '../../../ui/link.tsx';
import { Status } from '../../../ui/status.tsx';
import { ChangeMark } from '../score/change-mark.tsx';
import { accuracyWords, endedOf, rateText, shareText, throughputText } from '../words/figures.ts';
import type { PipelineSearch } from '../pipeline-search.ts';
import type { RunsSearch } from '../runs/runs-search.ts';
import { judgeStage } from './judge-stage.ts';

interface StageCardProps {
  stage: PipelineStage;
  /** Of the range. */
  hours: number;
  compares: boolean;
  isChosen: boolean;
  /** The list of runs in which it failed. */
  failedRuns: RunsSearch;
  /** The page with this stage alone, or with all. */
  searchOf: (stage: string | undefined) => PipelineSearch;
}

/** What a stage does: how much, how fast, how many failed, how right. */
export function StageCard(props: StageCardProps) {
  const { stage, hours, compares, isChosen, searchOf } = props;
  const { figures, compared, targetMs } = stage;
  const verdict = judgeStage(stage);
  const before = compares ? compared : undefined;
  return (
    <article
      aria-label={stage.title}
      className={cx(
        'min-w-0 flex-1 rounded-panel border px-3 py-2.5',
        isChosen ? 'border-accent' : 'border-line',
      )}
    >
      <header className="mb-1.5 flex flex-wrap items-center justify-between gap-x-2">
        <h3 className="min-w-0 truncate font-medium">
          <Link
            to="."
            search={searchOf(isChosen ? undefined : stage.stage)}
            aria-current={isChosen}
            title={isChosen ? 'Show all stages again' : 'Show this stage alone'}
            resetScroll={false}
            className="text-text"
          >
            {stage.title}
          </Link>
        </h3>
        <span className="text-compact">
          <Status status={verdict.status}>{verdict.word}</Status>
        </span>
      </header>
      <dl className="grid gap-y-1.5 text-compact">
        <Line name="Executions" note={othersText(figures)}>
          {formatCount(endedOf(figures))}{' '}
          <span className="text-muted">{throughputText(endedOf(figures), hours)}</span>
        </Line>
        <Line
          name="Latency"
          note={targetMs === null ? undefined : `target ${formatLatency(targetMs)}`}
          change={
            <ChangeMark
              metric="stage_latency_p95"
              comparison={
                before && {
                  value: figures.p95Ms,
                  previous: before.p95Ms,
                  events: endedOf(before),
                }
              }
            />
          }
        >
          {figures.p50Ms === null || figures.p95Ms === null
            ? '–'
            : `p50 ${formatLatency(figures.p50Ms)}, p95 ${formatLatency(figures.p95Ms)}`}
        </Line>
        <ErrorLine figures={figures} before={before} failedRuns={props.failedRuns} />
        <AccuracyLine figures={figures} before={before} />
      </dl>
    </article>
  );
}

interface ComparedProps {
  figures: StageFigures;
  before: StageFigures | undefined;
}

interface ErrorLineProps extends ComparedProps {
  failedRuns: RunsSearch;
}

function ErrorLine({ figures, before, failedRuns }: ErrorLineProps) {
  const ended = endedOf(figures);
  const { failed } = figures.counts;
  const rate = rateText(figures.errorRate, ended);
  const share = shareText(failed, ended);
  return (
    <Line
      name="Error rate"
      note={
        ended > 0 && (
          <>
            {failed > 0 ? (
              <Link to="/admin/pipeline-runs" search={failedRuns}>
                {share}
              </Link>
            ) : (
              share
            )}
            {rate === undefined && ': not enough runs'}
          </>
        )
      }
      change={
        rate !== undefined && (
          <ChangeMark
            metric="stage_error_rate"
            comparison={
              before && {
                value: figures.errorRate,
                previous: before.errorRate,
                events: endedOf(before),
              }
            }
          />
        )
      }
    >
      {rate ?? '–'}
    </Line>
  );
}

function AccuracyLine({ figures, before }: ComparedProps) {
  const { value, note } = accuracyWords(figures);
  return (
    <Line
      name="Accuracy"
      note={note}
      change={
        value !== undefined && (
          <ChangeMark
            metric="stage_accuracy"
            comparison={
              before && {
                value: figures.accuracy?.mean ?? null,
                previous: before.accuracy?.mean ?? null,
                events: before.accuracy?.n ?? 0,
              }
            }
          />
        )
      }
    >
      {value ?? '–'}
    </Line>
  );
}

/** What counts neither as a success nor as a failure. */
const othersText = ({ counts }: StageFigures): string | undefined => {
  const others = [
    [counts.running, 'running'],
    [counts.retrying, 'retrying'],
    [counts.skipped, 'skipped'],
    [counts.neverRan, 'never ran'],
  ] as const;
  const texts = others.flatMap(([count, word]) =>
    count > 0 ? [`${formatCount(count)} ${word}`] : [],
  );
  return texts.length === 0 ? undefined : texts.join(', ');
};

interface LineProps {
  name: string;
  note?: ReactNode;
  change?: ReactNode;
  children: ReactNode;
}

function Line({ name, note, change, children }: LineProps) {
  return (
    <div className="min-h-10">
      <dt className="text-caption text-muted">{name}</dt>
      <dd data-numeric className="flex flex-wrap items-baseline gap-x-2">
        <span>{children}</span>
        {note && <span className="text-caption text-muted">{note}</span>}
        {change}
      </dd>
    </div>
  );
}
