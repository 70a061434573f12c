import type { GroupingRules } from '@taffrail/contract';
import { useId, type ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Form } from '../../ui/form.tsx';
import { inputClass } from '../../ui/looks.ts';
import { toast } from '../../ui/toast.ts';
import { useSetRules } from './alert-rules.api.ts';
import { problemsOf, readRules, writeRules, type WrittenRules } from './written-rules.ts';

interface RulesFormProps {
  /** That hold. */
  stored: GroupingRules;
  written: WrittenRules;
  onWrite: (written: WrittenRules) => void;
}

/** The rules, as they are tried beside it before they hold. */
export function RulesForm({ stored, written, onWrite }: RulesFormProps) {
  const { mutate, isPending, error } = useSetRules();
  const problems = problemsOf(written);
  const rules = readRules(written);
  const isChanged = JSON.stringify(written) !== JSON.stringify(writeRules(stored));
  const save = (): void => {
    if (rules) mutate(rules, { onSuccess: () => toast('ok', 'Changed the rules of grouping') });
  };
  return (
    <Form error={error} onSubmitValues={save} className="gap-4">
      <Checkbox
        checked={written.bySourceGroup}
        onChange={(bySourceGroup) => onWrite({ ...written, bySourceGroup })}
      >
        Keep together what its source groups
      </Checkbox>
      <Written
        label="Labels"
        value={written.labels}
        problem={problems.labels}
        hint="Alerts that have all of these labels, with the same values, are one incident. Empty: labels group nothing."
        onChange={(labels) => onWrite({ ...written, labels })}
      />
      <Written
        label="Window, minutes"
        value={written.windowMinutes}
        problem={problems.windowMinutes}
        hint="By labels, only what comes so soon after the last alert of an incident joins it."
        numeric
        onChange={(windowMinutes) => onWrite({ ...written, windowMinutes })}
      />
      <Written
        label="Reopen within, minutes"
        value={written.reopenMinutes}
        problem={problems.reopenMinutes}
        hint="What fires again so soon after its incident ended opens that again; later it becomes a new one that follows it."
        numeric
        onChange={(reopenMinutes) => onWrite({ ...written, reopenMinutes })}
      />
      <div className="flex flex-wrap gap-2">
        <Button
          type="submit"
          look="primary"
          pending={isPending}
          disabledReason={
            !isChanged ? 'Nothing has changed.' : rules ? undefined : 'Mend what is wrong first.'
          }
        >
          Save rules
        </Button>
        {isChanged && <Button onClick={() => onWrite(writeRules(stored))}>As they were</Button>}
      </div>
    </Form>
  );
}

interface WrittenProps {
  label: string;
  value: string;
  hint: ReactNode;
  problem: string | undefined;
  numeric?: boolean;
  onChange: (value: string) => void;
}

function Written({ label, value, hint, problem, numeric = false, onChange }: WrittenProps) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <input
        id={id}
        value={value}
        inputMode={numeric ? 'numeric' : 'text'}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-hint`}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
        className={`${inputClass} aria-invalid:border-error ${numeric ? 'max-w-32' : ''}`}
      />
      <p id={`${id}-hint`} className="text-compact text-muted">
        {problem !== undefined && <span className="block text-error">{problem}</span>}
        {hint}
      </p>
    </div>
  );
}
