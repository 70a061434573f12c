import type { AlertRun } from '@taffrail/contract';
import { useUrlState } from '../../../../lib/url/url-state.ts';
import { PanelFrame } from '../../../../ui/panel.tsx';
import { Tabs } from '../../../../ui/tabs.tsx';
import { groupAttempts } from '../group-attempts.ts';
import type { WholeRun } from '../run-flow.tsx';
import { RunSearch, type RunTab } from '../run-search.ts';
import { RunAttempts } from './run-attempts.tsx';
import { RunData } from './run-data.tsx';
import { RunLinks } from './run-links.tsx';

/** What more there is to a run of the alert pipeline. */
export function RunParts({ run, control }: { run: WholeRun; control: AlertRun }) {
  const [{ tab = 'attempts' }, change] = useUrlState(RunSearch);
  const stages = groupAttempts(run.stages);
  return (
    <PanelFrame title="Details" titleHidden className="mb-4">
      <Tabs<RunTab>
        label="Details of the run"
        value={tab}
        onChange={(next) => change({ tab: next === 'attempts' ? undefined : next })}
        tabs={[
          { value: 'attempts', label: 'Attempts', content: <RunAttempts stages={stages} /> },
          {
            value: 'data',
            label: 'Input and output',
            content: <RunData stages={stages} control={control} />,
          },
          { value: 'links', label: 'Links', content: <RunLinks control={control} /> },
        ]}
      />
    </PanelFrame>
  );
}
