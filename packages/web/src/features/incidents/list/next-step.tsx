import type { Incident } from '@taffrail/contract';
import type { ReactNode } from 'react';
import { useCan } from '../../../lib/me.ts';
import { Button } from '../../../ui/button.tsx';
import { Link } from '../../../ui/link.tsx';
import { useActing } from '../acting/use-acting.ts';
import { nextStep, numberOf } from '../incident-words.ts';

/** What somebody should do next: at once where that is safe, else the way to where it is done. */
export function NextStep({ incident, none }: { incident: Incident; none: ReactNode }) {
  const mayAct = useCan('incidents.act');
  const { act, isPending } = useActing();
  const { id, state, lastRun, mergedInto } = incident;
  const step = nextStep(incident);
  if (step === null) return none;
  if (state === 'open' && mayAct)
    return (
      <Button
        size="row"
        tabIndex={-1}
        pending={isPending}
        aria-label={`Acknowledge ${numberOf(incident)}`}
        onClick={() => void act('acknowledge', incident)}
      >
        Acknowledge
      </Button>
    );
  if (state === 'acknowledged' && lastRun?.status === 'failed')
    return (
      <Link to="/admin/pipeline-runs/$id" params={{ id: lastRun.id }} tabIndex={-1}>
        {step}
      </Link>
    );
  return (
    <Link to="/admin/incidents/$id" params={{ id: mergedInto?.id ?? id }} tabIndex={-1}>
      {step}
    </Link>
  );
}
