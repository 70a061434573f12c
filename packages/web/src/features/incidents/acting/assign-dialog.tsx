import type { IncidentDetail } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { DialogLayer } from '../../../ui/dialog-layer.tsx';
import { DialogSubmit } from '../../../ui/dialog-submit.tsx';
import { Form } from '../../../ui/form.tsx';
import { ToolbarSelect } from '../../../ui/toolbar-select.tsx';
import { numberOf } from '../incident-words.ts';
import { doAssign, ownersQuery } from '../incidents.api.ts';
import type { Acting } from './use-acting.ts';

interface AssignDialogProps {
  incident: IncidentDetail;
  acting: Acting;
  onClose: () => void;
}

const nobody = { value: '', label: 'Nobody' } as const;

/** To whoever may act on it. */
export function AssignDialog({ incident, acting, onClose }: AssignDialogProps) {
  const { data } = useQuery(ownersQuery);
  const [ownerId, setOwnerId] = useState(incident.owner?.id ?? '');
  const owners = (data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const name = owners.find(({ value }) => value === ownerId)?.label ?? 'nobody';
  const submit = async (): Promise<void> => {
    await acting.run(
      () => doAssign(incident, ownerId === '' ? null : ownerId),
      `${numberOf(incident)} belongs to ${name}`,
    );
    onClose();
  };
  return (
    <DialogLayer
      open
      onOpenChange={(open) => open || onClose()}
      title={`Assign ${numberOf(incident)}`}
    >
      <Form onSubmitValues={() => void submit()}>
        <div className="flex flex-col gap-1">
          <span aria-hidden className="font-medium">
            Owner
          </span>
          <ToolbarSelect
            label="Owner"
            value={ownerId}
            onChange={setOwnerId}
            options={[nobody, ...owners]}
          />
        </div>
        <DialogSubmit pending={acting.isPending}>Assign incident</DialogSubmit>
      </Form>
    </DialogLayer>
  );
}
