import type { AnalysisInput } from '@taffrail/contract';
import { formatCount } from '../../../lib/format.ts';
import { CitedRowLink } from '../../../ui/findings/cited-row.tsx';
import { PanelFrame } from '../../../ui/panel.tsx';

const words: Readonly<Record<string, string>> = {
  alert: 'The alert',
  incident: 'Its incident',
  past_incidents: 'Incidents of before',
  checks: 'Checks',
  firing_alerts: 'Other alerts that fired',
  error_groups: 'Errors logged around it',
  autofix_runs: 'Fixes by agents',
  load_test_runs: 'Load tests',
  failed_runs: 'Failed pipelines',
};

/** What was read, whether or not a sentence came of it. */
export function LookedAt({ inputs }: { inputs: readonly AnalysisInput[] }) {
  return (
    <PanelFrame title="What it looked at">
      <dl className="grid gap-3">
        {inputs.map((input) => (
          <Input key={input.name} input={input} />
        ))}
      </dl>
    </PanelFrame>
  );
}

function Input({ input: { name, rows, isCut } }: { input: AnalysisInput }) {
  return (
    <div>
      <dt className="text-compact text-muted">
        {words[name] ?? name}
        {rows.length > 1 && ` (${formatCount(rows.length)}${isCut ? ' of more' : ''})`}
      </dt>
      <dd>
        {rows.length === 0 ? (
          <span className="text-muted">None</span>
        ) : (
          <ul className="flex flex-wrap gap-x-4 gap-y-1">
            {rows.map((row) => (
              <li key={`${row.type} ${row.id}`} className="min-w-0 break-words">
                <CitedRowLink row={row} className="text-compact" />
              </li>
            ))}
          </ul>
        )}
      </dd>
    </div>
  );
}
