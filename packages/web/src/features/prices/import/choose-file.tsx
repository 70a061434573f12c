import type { PriceImportPreview } from '@taffrail/contract';
import { useState } from 'react';
import { useMe } from '../../../lib/me.ts';
import { useNow } from '../../../lib/time/use-now.ts';
import { DialogSubmit } from '../../../ui/dialog-submit.tsx';
import { Field, TextInput } from '../../../ui/field.tsx';
import { Form } from '../../../ui/form.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { dayOf, startOfDay } from '../days.ts';
import { usePreviewImport } from '../prices.api.ts';

export interface ChosenFile {
  readonly name: string;
  readonly file: Record<string, unknown>;
}

export interface Previewed {
  readonly chosen: ChosenFile;
  readonly preview: PriceImportPreview;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @returns a problem, in words, of what is no such list */
const readFile = async (file: File): Promise<ChosenFile | string> => {
  try {
    const content: unknown = JSON.parse(await file.text());
    return isObject(content)
      ? { name: file.name, file: content }
      : 'This is no list of models: its JSON is not an object.';
  } catch {
    return 'This is no JSON.';
  }
};

/** A file and the day from which its prices hold. */
export function ChooseFile({ onPreviewed }: { onPreviewed: (previewed: Previewed) => void }) {
  const { reportingTimeZone: timeZone } = useMe();
  const now = useNow();
  const [chosen, setChosen] = useState<ChosenFile>();
  const [problem, setProblem] = useState<string>();
  const { mutate, isPending, error } = usePreviewImport();
  const choose = async (file: File | undefined): Promise<void> => {
    setChosen(undefined);
    setProblem(undefined);
    if (!file) return;
    const read = await readFile(file);
    if (typeof read === 'string') setProblem(read);
    else setChosen(read);
  };
  const submit = (values: Record<string, unknown>): void => {
    const from = startOfDay(String(values['from']), timeZone);
    if (!chosen || !from) return;
    mutate(
      { file: chosen.file, effectiveFrom: from.toISOString() },
      { onSuccess: (preview) => onPreviewed({ chosen, preview }) },
    );
  };
  return (
    <Form error={error} onSubmitValues={submit}>
      <label className="flex flex-col gap-1">
        <span className="font-medium">File</span>
        <input
          type="file"
          accept=".json,application/json"
          onChange={({ currentTarget }) => void choose(currentTarget.files?.[0])}
          className="min-h-(--control) text-compact file:mr-3 file:h-(--control) file:rounded-control file:border file:border-edge file:bg-surface file:px-3 file:text-body file:font-medium file:text-text"
        />
      </label>
      {problem !== undefined && <Notice status="error">{problem}</Notice>}
      <Field
        name="from"
        label="In force from"
        hint={`The beginning of this day, ${timeZone}. An earlier one prices jobs of the past, too, once they are costed again.`}
        validate={(value) => (startOfDay(String(value), timeZone) ? null : 'Give a day.')}
      >
        <TextInput type="date" defaultValue={dayOf(now, timeZone)} />
      </Field>
      <DialogSubmit
        pending={isPending}
        disabledReason={chosen ? undefined : 'Choose a file first.'}
      >
        Show changes
      </DialogSubmit>
    </Form>
  );
}
