import { IncidentCause } from '@taffrail/contract';
import { useState } from 'react';
import { DialogLayer } from '../../../ui/dialog-layer.tsx';
import { DialogSubmit } from '../../../ui/dialog-submit.tsx';
import { Form } from '../../../ui/form.tsx';
import { writtenText } from '../../../ui/form-values.ts';
import { ToolbarSelect } from '../../../ui/toolbar-select.tsx';
import { causeWords, numberOf } from '../incident-words.ts';
import { NoteArea } from './note-area.tsx';
import type { Acting, Subject } from './use-acting.ts';

interface ResolveDialogProps {
  incident: Subject;
  acting: Acting;
  onClose: () => void;
}

const causes = IncidentCause.options.map((value) => ({ value, label: causeWords[value] }));

/** What it was: for whoever meets it next. */
export function ResolveDialog({ incident, acting, onClose }: ResolveDialogProps) {
  const [cause, setCause] = useState<IncidentCause>('unknown');
  const submit = async (values: Record<string, unknown>): Promise<void> => {
    const note = writtenText(values['note']);
    await acting.act('resolve', incident, { cause, ...(note !== '' && { note }) });
    onClose();
  };
  return (
    <DialogLayer
      open
      onOpenChange={(open) => open || onClose()}
      title={`Resolve ${numberOf(incident)}`}
      description="It is over. What fires again soon opens it again."
      dismissable={false}
    >
      <Form onSubmitValues={(values) => void submit(values)}>
        <div className="flex flex-col gap-1">
          <span aria-hidden className="font-medium">
            Cause
          </span>
          <ToolbarSelect label="Cause" value={cause} onChange={setCause} options={causes} />
        </div>
        <NoteArea label="Note" hint="What it was and what helped, for whoever meets it next." />
        <DialogSubmit pending={acting.isPending}>Resolve incident</DialogSubmit>
      </Form>
    </DialogLayer>
  );
}
