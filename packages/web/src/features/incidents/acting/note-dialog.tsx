import { useState } from 'react';
import { newId } from '../../../lib/new-id.ts';
import { DialogLayer } from '../../../ui/dialog-layer.tsx';
import { DialogSubmit } from '../../../ui/dialog-submit.tsx';
import { Form } from '../../../ui/form.tsx';
import { writtenText } from '../../../ui/form-values.ts';
import { numberOf } from '../incident-words.ts';
import { doComment } from '../incidents.api.ts';
import { NoteArea } from './note-area.tsx';
import type { Acting, Subject } from './use-acting.ts';

interface NoteDialogProps {
  incident: Subject;
  acting: Acting;
  onClose: () => void;
}

/** Something for the timeline. */
export function NoteDialog({ incident, acting, onClose }: NoteDialogProps) {
  // Sent twice, it is one note.
  const [noteId] = useState(newId);
  const submit = async (values: Record<string, unknown>): Promise<void> => {
    const note = writtenText(values['note']);
    const done = await acting.run(() => doComment(incident.id, noteId, note), 'Noted');
    if (done) onClose();
  };
  return (
    <DialogLayer
      open
      onOpenChange={(open) => open || onClose()}
      title={`Note on ${numberOf(incident)}`}
      dismissable={false}
    >
      <Form onSubmitValues={(values) => void submit(values)}>
        <NoteArea label="Note" hint="It stays in the timeline for ever." required />
        <DialogSubmit pending={acting.isPending}>Add note</DialogSubmit>
      </Form>
    </DialogLayer>
  );
}
