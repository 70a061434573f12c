import type { IncidentAlert, IncidentDetail } from '@taffrail/contract';
import { useState } from 'react';
import { plural } from '../../../lib/format.ts';
import { Button } from '../../../ui/button.tsx';
import { Confirm } from '../../../ui/confirm.tsx';
import { numberOf } from '../incident-words.ts';
import { doSplit } from '../incidents.api.ts';
import { useActing } from './use-acting.ts';

interface SplitButtonProps {
  incident: IncidentDetail;
  alerts: readonly IncidentAlert[];
  onDone: () => void;
}

/** Gives the selected alerts an incident of their own. */
export function SplitButton({ incident, alerts, onDone }: SplitButtonProps) {
  const [asking, setAsking] = useState(false);
  const { run } = useActing();
  const count = plural(alerts.length, 'alert');
  const isAll = alerts.length >= incident.alerts.total;
  const split = async (): Promise<void> => {
    const ids = alerts.map(({ id }) => id);
    const done = await run(() => doSplit(incident, ids), `Gave ${count} an incident of their own`);
    if (done) onDone();
  };
  return (
    <>
      <Button
        disabledReason={isAll ? 'At least one alert has to stay.' : undefined}
        onClick={() => setAsking(true)}
      >
        Split off {alerts.length}
      </Button>
      <Confirm
        open={asking}
        onOpenChange={setAsking}
        title={`Give ${count} an incident of their own?`}
        action="Split off"
        onConfirm={split}
      >
        <p>
          They leave {numberOf(incident)}. What joins by group or labels goes on joining that one.
        </p>
      </Confirm>
    </>
  );
}
