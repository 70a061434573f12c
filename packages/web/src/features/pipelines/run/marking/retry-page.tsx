import { AlertRunStage, type AlertRun } from '@taffrail/contract';
import { useNavigate } from '@tanstack/react-router';
import { plural } from '../../../../lib/format.ts';
import { Button } from '../../../../ui/button.tsx';
import { problemOf } from '../../../../ui/field-errors.ts';
import { LinkButton } from '../../../../ui/link-button.tsx';
import { Notice } from '../../../../ui/notice.tsx';
import { toast } from '../../../../ui/toast.ts';
import { useRetryRun } from '../alert/alert-run.api.ts';
import { MarkPage } from './mark-page.tsx';
import { Touched } from './touched.tsx';

export function RetryPage() {
  return (
    <MarkPage
      title="Mark for retry"
      purpose="Have a run that failed tried again, from the stage that failed."
      refusalOf={({ retry }) => retry.refusal}
    >
      {(run) => <Retry run={run} />}
    </MarkPage>
  );
}

/** The stages that will run, and those that will not run again. */
const splitStages = (run: AlertRun) => {
  const at = AlertRunStage.options.indexOf(run.stage);
  return {
    kept: ['ingest', ...AlertRunStage.options.slice(0, at)],
    again: AlertRunStage.options.slice(at),
  };
};

const list = new Intl.ListFormat('en-GB');

function Retry({ run }: { run: AlertRun }) {
  const { mutate, isPending, error } = useRetryRun(run.runId);
  const navigate = useNavigate();
  const params = { id: run.runId };
  const { kept, again } = splitStages(run);
  const sent = run.results.filter(({ kind, state }) => kind === 'notification' && state === 'sent');
  const retry = (): void =>
    mutate(run.version, {
      onSuccess: () => {
        toast('info', 'Queued for retry: it is taken up within about a minute.');
        void navigate({ to: '/admin/pipeline-runs/$id', params });
      },
    });
  return (
    <div className="grid gap-4">
      {error && <Notice status="error">{problemOf(error)}</Notice>}
      <Touched run={run} />
      <ul className="list-disc pl-5">
        <li>
          Its status becomes Retrying, and its attempts go from {run.attempt} to {run.attempt + 1}.
        </li>
        <li>
          The worker picks it up within about 60 s and goes on with {list.format(again)}. Nothing
          runs from this button.
        </li>
        <li>{list.format(kept)} will not run again: what they gave is kept.</li>
        {sent.length > 0 && (
          <li>
            {plural(sent.length, 'message')} of this run {sent.length === 1 ? 'was' : 'were'} sent
            already.
          </li>
        )}
      </ul>
      <p className="flex flex-wrap gap-2">
        <Button look="primary" onClick={retry} pending={isPending}>
          Mark for retry
        </Button>
        <LinkButton to="/admin/pipeline-runs/$id" params={params}>
          Cancel
        </LinkButton>
      </p>
    </div>
  );
}
