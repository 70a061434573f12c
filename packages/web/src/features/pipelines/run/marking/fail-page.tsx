import type { AlertRun } from '@taffrail/contract';
import { useNavigate } from '@tanstack/react-router';
import { Button } from '../../../../ui/button.tsx';
import { Field, TextInput } from '../../../../ui/field.tsx';
import { Form } from '../../../../ui/form.tsx';
import { writtenText } from '../../../../ui/form-values.ts';
import { LinkButton } from '../../../../ui/link-button.tsx';
import { toast } from '../../../../ui/toast.ts';
import { useFailRun } from '../alert/alert-run.api.ts';
import { MarkPage } from './mark-page.tsx';
import { Touched } from './touched.tsx';

export function FailPage() {
  return (
    <MarkPage
      title="Mark as failed"
      purpose="End a run that has not ended, and let it do nothing more."
      refusalOf={({ fail }) => fail.refusal}
    >
      {(run) => <Fail run={run} />}
    </MarkPage>
  );
}

const stateEffects = {
  pending: 'It has not begun: none of its stages will run.',
  retrying: 'It waits for a retry: that will not come.',
  running: 'A stage is under way: it is told to stop, and what it has done already stays done.',
  succeeded: '',
  failed: '',
} as const satisfies Record<AlertRun['state'], string>;

function Fail({ run }: { run: AlertRun }) {
  const { mutate, isPending, error } = useFailRun(run.runId);
  const navigate = useNavigate();
  const params = { id: run.runId };
  const fail = (values: Record<string, unknown>): void =>
    mutate(
      { version: run.version, reason: writtenText(values['reason']) },
      {
        onSuccess: () => {
          toast('info', 'The run was marked as failed.');
          void navigate({ to: '/admin/pipeline-runs/$id', params });
        },
      },
    );
  return (
    <Form onSubmitValues={fail} error={error}>
      <Touched run={run} />
      <ul className="list-disc pl-5">
        <li>Its status becomes Failed, at {run.stage}.</li>
        <li>{stateEffects[run.state]}</li>
        <li>It can be marked for retry later.</li>
      </ul>
      <Field
        name="reason"
        label="Reason"
        hint="Others see it on the run, and in the audit log."
        validate={(value) => (writtenText(value) === '' ? 'Say why.' : null)}
      >
        <TextInput maxLength={500} autoComplete="off" required />
      </Field>
      <p className="flex flex-wrap gap-2">
        <Button type="submit" look="danger" pending={isPending}>
          Mark as failed
        </Button>
        <LinkButton to="/admin/pipeline-runs/$id" params={params}>
          Cancel
        </LinkButton>
      </p>
    </Form>
  );
}
