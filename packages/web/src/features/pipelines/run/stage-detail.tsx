import { alertPipeline, type ScoreOfStage, type StageExecution } from '@taffrail/contract';
import { formatLatency, formatPercent } from '../../../lib/format.ts';
import { Fact, Facts } from '../../../ui/fact.tsx';
import { JsonTree } from '../../../ui/json-tree.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { SmallRow, SmallTable } from '../../../ui/small-table.tsx';
import { RunStatusMark } from '../words/run-status.tsx';
import { reasonWords } from '../../../ui/run-looks.ts';
import type { RunStage } from './group-attempts.ts';

interface StageDetailProps {
  id: string;
  stage: RunStage;
  scores: readonly ScoreOfStage[];
}

/** All that is known of a stage in a run. */
export function StageDetail({ id, stage: { stage, latest, earlier }, scores }: StageDetailProps) {
  return (
    <section
      id={id}
      aria-label={`Stage ${stage}`}
      className="grid gap-3 rounded-control border border-line p-3"
    >
      <h3 className="font-medium">{stage}</h3>
      <Failure of={latest} />
      <Facts>
        <Fact name="Status">
          <RunStatusMark of={latest} />
          {latest.reason && <span>{reasonWords[latest.reason]}</span>}
        </Fact>
        <Fact name="Began">
          <RelativeTime at={latest.createdAt} />
        </Fact>
        <Fact name="Duration">
          {latest.durationMs === null ? '–' : formatLatency(latest.durationMs)}
        </Fact>
        {latest.pipeline !== alertPipeline && (
          <Fact name="Accuracy">
            {latest.accuracy === null ? 'Not scored' : formatPercent(latest.accuracy)}
          </Fact>
        )}
      </Facts>
      {earlier.length > 0 && <Attempts of={earlier} />}
      {scores.length > 0 && <Scores of={scores} />}
      {Object.keys(latest.attributes).length > 0 && (
        <JsonTree value={latest.attributes} label={`Attributes of ${stage}`} />
      )}
    </section>
  );
}

/** Foreign text, as it came. */
function Failure({ of: { errorType, errorMessage } }: { of: StageExecution }) {
  if (errorType === null && errorMessage === null) return null;
  return (
    <div className="rounded-control bg-error-tint px-3 py-2">
      <p className="font-medium text-error">{errorType ?? 'Failed'}</p>
      {errorMessage !== null && (
        <p className="text-compact break-words whitespace-pre-wrap">{errorMessage}</p>
      )}
    </div>
  );
}

const attemptColumns = [
  { title: 'Attempt', className: 'text-left' },
  { title: 'Status', className: 'text-left' },
  { title: 'Error', className: 'text-left' },
  { title: 'Duration', className: 'text-right' },
];

function Attempts({ of: executions }: { of: readonly StageExecution[] }) {
  return (
    <SmallTable caption="Attempts before" columns={attemptColumns}>
      {executions.map((execution) => (
        <SmallRow key={execution.id}>
          <th scope="row" className="py-1 text-left font-normal">
            {execution.attempt}
          </th>
          <td className="py-1">
            <RunStatusMark of={execution} />
          </td>
          <td className="py-1 break-words">{execution.errorType ?? '–'}</td>
          <td className="py-1 text-right" data-numeric>
            {execution.durationMs === null ? '–' : formatLatency(execution.durationMs)}
          </td>
        </SmallRow>
      ))}
    </SmallTable>
  );
}

const scoreColumns = [
  { title: 'Score', className: 'text-left' },
  { title: 'By', className: 'text-left' },
  { title: 'When', className: 'text-right' },
];

/** Newest first: the first counts. */
function Scores({ of: scores }: { of: readonly ScoreOfStage[] }) {
  return (
    <SmallTable caption="Scores, newest first" columns={scoreColumns}>
      {scores.map((score) => (
        <SmallRow key={score.id}>
          <th scope="row" className="py-1 text-left font-normal" data-numeric>
            {formatPercent(score.value)}
          </th>
          <td className="py-1 break-words">{score.name ?? '–'}</td>
          <td className="py-1 text-right">
            <RelativeTime at={score.createdAt} />
          </td>
        </SmallRow>
      ))}
    </SmallTable>
  );
}
