import type { AlertRun } from '@taffrail/contract';
import { JsonTree } from '../../../../ui/json-tree.tsx';
import type { RunStage } from '../group-attempts.ts';
import { causeWords } from './cause-words.ts';

interface RunDataProps {
  stages: readonly RunStage[];
  control: AlertRun;
}

/** What the run was given, and what each stage gave to those behind it. */
export function RunData({ stages, control }: RunDataProps) {
  const input = {
    cause: causeWords[control.cause],
    incident: control.incident && `#${control.incident.number} ${control.incident.title}`,
    alerts: control.alerts.map(({ name }) => name),
    receivedAt: control.receivedAt,
  };
  const given = stages.filter(({ latest }) => latest.attributes['output'] !== undefined);
  return (
    <div className="grid gap-4">
      <section aria-label="Input">
        <h3 className="mb-1 font-medium">Input</h3>
        <JsonTree value={input} label="What the run was given" />
      </section>
      {given.map(({ stage, latest }) => (
        <section key={stage} aria-label={`Output of ${stage}`}>
          <h3 className="mb-1 font-medium">Output of {stage}</h3>
          <JsonTree value={latest.attributes['output']} label={`What ${stage} gave`} />
        </section>
      ))}
      {given.length === 0 && <p className="text-muted">No stage has given anything yet.</p>}
    </div>
  );
}
