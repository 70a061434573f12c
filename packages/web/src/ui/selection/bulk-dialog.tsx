import type { BulkActionName, BulkPreview, BulkTarget } from '@taffrail/contract';
import { bulkLimits } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatCount, plural } from '../../lib/format.ts';
import { newId } from '../../lib/new-id.ts';
import { DialogLayer } from '../dialog-layer.tsx';
import { DialogSubmit } from '../dialog-submit.tsx';
import { ErrorState } from '../error-state.tsx';
import { Field, TextInput } from '../field.tsx';
import { Form } from '../form.tsx';
import { writtenText } from '../form-values.ts';
import { SkeletonRows } from '../skeleton.tsx';
import { BulkProgress } from './bulk-progress.tsx';
import { wordsOf } from './bulk-words.ts';
import { previewQuery, useStartBulkAction } from './bulk.api.ts';
import { isTypedCount } from './typed-count.ts';

interface BulkDialogProps {
  action: BulkActionName;
  target: BulkTarget;
  /** The selection has done its part. */
  onStarted: () => void;
  onClose: () => void;
}

/** Says what will be touched, asks, and then shows how far it has come. */
export function BulkDialog({ action, target, onStarted, onClose }: BulkDialogProps) {
  const [startedId, setStartedId] = useState<string>();
  const { verb, many } = wordsOf(action);
  return (
    <DialogLayer
      open
      onOpenChange={(open) => open || onClose()}
      title={`${verb} ${many}`}
      dismissable={startedId !== undefined}
    >
      {startedId === undefined ? (
        <Ask
          action={action}
          target={target}
          onStarted={(id) => {
            setStartedId(id);
            onStarted();
          }}
        />
      ) : (
        <BulkProgress id={startedId} onClose={onClose} />
      )}
    </DialogLayer>
  );
}

interface AskProps {
  action: BulkActionName;
  target: BulkTarget;
  onStarted: (id: string) => void;
}

function Ask({ action, target, onStarted }: AskProps) {
  const preview = useQuery(previewQuery(action, target));
  if (preview.data)
    return (
      <Confirmed
        // Asked about another number, nothing that was typed holds.
        key={preview.data.count}
        action={action}
        target={target}
        preview={preview.data}
        onStarted={onStarted}
      />
    );
  if (preview.error)
    return (
      <ErrorState
        error={preview.error}
        what="what it would do"
        onRetry={() => void preview.refetch()}
        retrying={preview.isFetching}
      />
    );
  return <SkeletonRows rows={3} />;
}

function Confirmed({ action, target, preview, onStarted }: AskProps & { preview: BulkPreview }) {
  const { verb, one, many, effect, note } = wordsOf(action);
  const { mutate, isPending, error } = useStartBulkAction();
  // Of this question: sent twice, it is one action.
  const [id] = useState(newId);
  const { count, acting } = preview;
  const isTyped = count > bulkLimits.typedAbove;
  const submit = (values: Record<string, unknown>): void => {
    const said = writtenText(values['note']);
    const body = { id, action, target, expectedCount: count };
    mutate(
      { ...body, ...(said === '' ? {} : { note: said }) },
      { onSuccess: (started) => onStarted(started.id) },
    );
  };
  return (
    <Form onSubmitValues={submit} error={error}>
      <Foreseen action={action} preview={preview} />
      {acting > 0 && <p className="text-muted">{effect}</p>}
      {note !== undefined && acting > 0 && (
        <Field name="note" label="Note" hint={note}>
          <TextInput maxLength={bulkLimits.note} />
        </Field>
      )}
      {isTyped && acting > 0 && (
        <Field
          name="typed"
          label={`Type ${formatCount(count)} to go on`}
          validate={(value) =>
            isTypedCount(writtenText(value), count) ? null : `Type ${formatCount(count)}.`
          }
        >
          <TextInput inputMode="numeric" autoComplete="off" required />
        </Field>
      )}
      <DialogSubmit
        pending={isPending}
        disabledReason={
          acting === 0
            ? `There is nothing to do to ${count === 1 ? `this ${one}` : `these ${many}`}.`
            : undefined
        }
      >
        {`${verb} ${plural(acting, one, many)}`}
      </DialogSubmit>
    </Form>
  );
}

/** How many will be changed, how many skipped, and why. */
function Foreseen({ action, preview }: { action: BulkActionName; preview: BulkPreview }) {
  const { one, many, done } = wordsOf(action);
  const { count, acting, skipped } = preview;
  const left = count - acting;
  if (count > bulkLimits.rows)
    return (
      <p>
        More than {formatCount(bulkLimits.rows)} {many} match: narrow the filter.
      </p>
    );
  return (
    <div className="grid gap-2">
      <p>
        {plural(acting, one, many)} of {formatCount(count)} will be {done}
        {left > 0 && <>, {formatCount(left)} will be skipped</>}.
      </p>
      {skipped.length > 0 && (
        <ul className="grid gap-1 text-compact text-muted">
          {skipped.slice(0, 5).map(({ reason, count: number }) => (
            <li key={reason} className="break-words">
              {formatCount(number)} skipped: {reason}
            </li>
          ))}
          {skipped.length > 5 && <li>and {formatCount(skipped.length - 5)} other reasons</li>}
        </ul>
      )}
    </div>
  );
}
