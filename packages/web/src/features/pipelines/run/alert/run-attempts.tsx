import type { StageExecution } from '@taffrail/contract';
import { formatLatency } from '../../../../lib/format.ts';
import { Diff } from '../../../../ui/diff.tsx';
import { Link } from '../../../../ui/link.tsx';
import { RelativeTime } from '../../../../ui/relative-time.tsx';
import { SmallRow, SmallTable } from '../../../../ui/small-table.tsx';
import { RunStatusMark } from '../../words/run-status.tsx';
import { shownStatus, statusLooks } from '../../../../ui/run-looks.ts';
import type { RunStage } from '../group-attempts.ts';

const columns = [
  { title: 'Stage', className: 'text-left' },
  { title: 'Attempt', className: 'text-right pr-4' },
  { title: 'Status', className: 'text-left' },
  { title: 'Began', className: 'text-left max-sm:hidden' },
  { title: 'Took', className: 'text-right' },
];

/** Every execution, and what the latest of a stage has that the one before had not. */
export function RunAttempts({ stages }: { stages: readonly RunStage[] }) {
  const repeated = stages.filter(({ earlier }) => earlier.length > 0);
  return (
    <div className="grid gap-4">
      <SmallTable caption="Every attempt of every stage" columns={columns}>
        {stages
          .flatMap(({ earlier, latest }) => [...earlier, latest])
          .map((execution) => (
            <Attempt key={execution.id} execution={execution} />
          ))}
      </SmallTable>
      {repeated.map(({ stage, latest, earlier }) => (
        <Difference key={stage} latest={latest} before={earlier.at(-1)} />
      ))}
      {repeated.length === 0 && <p className="text-muted">No stage was tried more than once.</p>}
    </div>
  );
}

function Attempt({ execution }: { execution: StageExecution }) {
  const { id, runId, stage, attempt, createdAt, durationMs, errorType } = execution;
  return (
    <SmallRow>
      <th scope="row" className="py-1.5 text-left font-normal">
        <Link to="/admin/stage-executions/$runId/$id" params={{ runId, id }}>
          {stage}
        </Link>
      </th>
      <td className="py-1.5 pr-4 text-right" data-numeric>
        {attempt}
      </td>
      <td className="py-1.5">
        <RunStatusMark of={execution} />
        {errorType !== null && <span className="block text-caption text-muted">{errorType}</span>}
      </td>
      <td className="py-1.5 max-sm:hidden">
        <RelativeTime at={createdAt} />
      </td>
      <td className="py-1.5 text-right whitespace-nowrap" data-numeric>
        {durationMs === null ? '–' : formatLatency(durationMs)}
      </td>
    </SmallRow>
  );
}

const fieldsOf = (execution: StageExecution) => ({
  status: statusLooks[shownStatus(execution)].word,
  error: execution.errorType,
  message: execution.errorMessage,
  took: execution.durationMs === null ? null : formatLatency(execution.durationMs),
  ...execution.attributes,
});

interface DifferenceProps {
  latest: StageExecution;
  before: StageExecution | undefined;
}

function Difference({ latest, before }: DifferenceProps) {
  if (!before) return null;
  const title = `${latest.stage}: attempt ${before.attempt} and attempt ${latest.attempt}`;
  return (
    <section aria-label={title} className="overflow-x-auto">
      <h3 className="mb-1 font-medium">{title}</h3>
      <Diff caption={title} before={fieldsOf(before)} after={fieldsOf(latest)} />
    </section>
  );
}
