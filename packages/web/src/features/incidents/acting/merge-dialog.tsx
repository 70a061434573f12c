import type { IncidentDetail } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { plural } from '../../../lib/format.ts';
import { capText } from '../../../ui/customer-name.ts';
import { DialogLayer } from '../../../ui/dialog-layer.tsx';
import { DialogSubmit } from '../../../ui/dialog-submit.tsx';
import { Form } from '../../../ui/form.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { numberOf } from '../incident-words.ts';
import { doMerge, incidentsQuery } from '../incidents.api.ts';
import type { Acting } from './use-acting.ts';

interface MergeDialogProps {
  incident: IncidentDetail;
  acting: Acting;
  onClose: () => void;
}

/** Which of the active ones are the same thing. */
export function MergeDialog({ incident, acting, onClose }: MergeDialogProps) {
  const query = useQuery(incidentsQuery({ sort: 'severity' }, 200, undefined));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const others = query.data?.items.filter(({ id }) => id !== incident.id);
  const toggle = (id: string): void =>
    setChosen((now) =>
      now.has(id) ? new Set([...now].filter((o) => o !== id)) : new Set([...now, id]),
    );
  const submit = async (): Promise<void> => {
    const done = await acting.run(
      () => doMerge(incident, [...chosen]),
      `Merged ${plural(chosen.size, 'incident')} into ${numberOf(incident)}`,
    );
    if (done) onClose();
  };
  return (
    <DialogLayer
      open
      onOpenChange={(open) => open || onClose()}
      title={`Merge into ${numberOf(incident)}`}
      description="Their alerts, what joins them later and their runs move here. They are closed for good; alerts can be split off again."
      width="wide"
    >
      <Form onSubmitValues={() => void submit()}>
        {others === undefined ? (
          <SkeletonRows rows={3} />
        ) : others.length === 0 ? (
          <p className="text-muted">No other incident is active.</p>
        ) : (
          <fieldset>
            <legend className="mb-1 font-medium">Incidents that are the same thing</legend>
            <ul className="max-h-80 overflow-y-auto">
              {others.map(({ id, number, title }) => (
                <li key={id}>
                  <label className="flex min-h-8 items-center gap-2 coarse:min-h-11">
                    <input
                      type="checkbox"
                      checked={chosen.has(id)}
                      onChange={() => toggle(id)}
                      className="size-4 shrink-0 accent-accent"
                    />
                    <span className="min-w-0 break-words">
                      <span className="text-muted">#{number}</span> {capText(title, 120)}
                    </span>
                  </label>
                </li>
              ))}
            </ul>
          </fieldset>
        )}
        <DialogSubmit
          pending={acting.isPending}
          disabledReason={chosen.size === 0 ? 'Choose what is to become part of it.' : undefined}
        >
          {chosen.size === 0 ? 'Merge incidents' : `Merge ${plural(chosen.size, 'incident')}`}
        </DialogSubmit>
      </Form>
    </DialogLayer>
  );
}
