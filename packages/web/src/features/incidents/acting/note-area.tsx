import { cx } from '../../../lib/class-names.ts';
import { Field, TextInput } from '../../../ui/field.tsx';
import { writtenText } from '../../../ui/form-values.ts';

interface NoteAreaProps {
  label: string;
  hint?: string;
  required?: boolean;
}

/** A few lines that somebody writes. */
export function NoteArea({ label, hint, required = false }: NoteAreaProps) {
  return (
    <Field
      name="note"
      label={label}
      hint={hint}
      validate={(value) => (required && writtenText(value) === '' ? 'Write something.' : null)}
    >
      <TextInput
        render={<textarea rows={4} maxLength={4_000} />}
        className={cx('h-auto min-h-20 resize-y py-1.5')}
      />
    </Field>
  );
}
