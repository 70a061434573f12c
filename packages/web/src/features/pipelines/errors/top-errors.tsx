import type { PipelineError, PipelineHealth } from '@taffrail/contract';
import { formatCount } from '../../../lib/format.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Link } from '../../../ui/link.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { SmallRow, SmallTable } from '../../../ui/small-table.tsx';
import { capText } from '../../../ui/customer-name.ts';
import type { PipelinePageState } from '../use-pipeline-page.ts';

const columns = [
  { title: 'Error', className: 'text-left' },
  { title: 'Stage', className: 'text-left' },
  { title: 'Count', className: 'text-right' },
  { title: 'Latest', className: 'text-right' },
];

/** The most frequent kinds, each with its latest. */
export function TopErrors({ page }: { page: PipelinePageState }) {
  const { stage } = page.search;
  const ofStage = ({ errors, stages }: PipelineHealth): readonly PipelineError[] =>
    stages.some((one) => one.stage === stage)
      ? errors.filter((error) => error.stage === stage)
      : errors;
  return (
    <Panel
      title="Errors"
      query={page.health}
      isEmpty={(health) => ofStage(health).length === 0}
      empty={<EmptyState kind="good" title="Nothing failed in this range." />}
    >
      {(health) => (
        <SmallTable caption="Most frequent errors" columns={columns}>
          {ofStage(health).map((error) => (
            <SmallRow key={`${error.stage} ${error.errorType}`}>
              <th scope="row" className="py-1.5 pr-3 text-left font-normal">
                <span className="font-medium break-words">{error.errorType ?? 'Unknown'}</span>
                {error.latest?.errorMessage && (
                  <span className="block text-caption break-words text-muted">
                    {capText(error.latest.errorMessage, 120)}
                  </span>
                )}
              </th>
              <td className="py-1.5 pr-3 text-left">{titleOf(health, error.stage)}</td>
              <td className="py-1.5 text-right" data-numeric>
                {formatCount(error.count)}
              </td>
              <td className="py-1.5 pl-3 text-right whitespace-nowrap">
                {error.latest ? (
                  <Link to="/admin/pipeline-runs/$id" params={{ id: error.latest.runId }}>
                    <RelativeTime at={error.latest.at} />
                  </Link>
                ) : (
                  <span className="text-muted">–</span>
                )}
              </td>
            </SmallRow>
          ))}
        </SmallTable>
      )}
    </Panel>
  );
}

const titleOf = ({ stages }: PipelineHealth, stage: string | null): string =>
  stages.find((one) => one.stage === stage)?.title ?? stage ?? 'The run';
