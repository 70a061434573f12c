import type { AnalysisRating, AnalysisRunDetail } from '@taffrail/contract';
import { ThumbsDown, ThumbsUp } from 'lucide-react';
import { useState } from 'react';
import { useMe } from '../../../lib/me.ts';
import { Button } from '../../../ui/button.tsx';
import { rolesThatCan } from '../../../ui/error-state.tsx';
import { Field, TextInput } from '../../../ui/field.tsx';
import { Form } from '../../../ui/form.tsx';
import { writtenText } from '../../../ui/form-values.ts';
import { PanelFrame } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { toast } from '../../../ui/toast.ts';
import { RatingMark, ratingWord } from '../analysis-words.tsx';
import { useRate } from '../analyses.api.ts';

/** Whether it was right: a score of the stage, which its accuracy is made of. */
export function RatePanel({ run }: { run: AnalysisRunDetail }) {
  const { rated, rating } = run;
  return (
    <PanelFrame title="Was it right?">
      {rated && rating !== null && (
        <div className="mb-3 grid gap-1">
          <p className="flex flex-wrap items-center gap-x-2">
            <RatingMark rating={rating} />
            <span className="text-compact text-muted">
              {rated.by}, <RelativeTime at={rated.at} />
            </span>
          </p>
          {rated.reason !== null && (
            <p className="break-words whitespace-pre-wrap">{rated.reason}</p>
          )}
        </div>
      )}
      <RateForm run={run} />
    </PanelFrame>
  );
}

const choices = [
  { rating: 'up', icon: <ThumbsUp size={14} aria-hidden /> },
  { rating: 'down', icon: <ThumbsDown size={14} aria-hidden /> },
] as const satisfies readonly { rating: AnalysisRating; icon: unknown }[];

function RateForm({ run }: { run: AnalysisRunDetail }) {
  const [chosen, setChosen] = useState<AnalysisRating>();
  const { permissions } = useMe();
  const { mutate, isPending, error } = useRate(run.id);
  const refusal = permissions.includes('incidents.act')
    ? undefined
    : `Only ${rolesThatCan('incidents.act')} can rate it.`;
  const rate = (values: Record<string, unknown>): void => {
    if (chosen === undefined) return;
    const reason = writtenText(values['reason']);
    mutate(
      { rating: chosen, version: run.version, ...(reason === '' ? {} : { reason }) },
      {
        onSuccess: () => {
          setChosen(undefined);
          toast('ok', `Rated: ${ratingWord(chosen).toLowerCase()}`);
        },
      },
    );
  };
  return (
    <Form onSubmitValues={rate} error={error}>
      <div className="flex flex-wrap gap-2">
        {choices.map(({ rating, icon }) => (
          <Button
            key={rating}
            icon={icon}
            aria-pressed={(chosen ?? run.rating) === rating}
            className="aria-pressed:border-accent aria-pressed:text-accent"
            disabledReason={refusal}
            onClick={() => setChosen(rating)}
          >
            {ratingWord(rating)}
          </Button>
        ))}
      </div>
      {chosen !== undefined && (
        <>
          <Field name="reason" label="Why" hint="What it really was, or what was missing.">
            <TextInput maxLength={1_000} />
          </Field>
          <div className="flex justify-end gap-2">
            <Button onClick={() => setChosen(undefined)}>Cancel</Button>
            <Button type="submit" look="primary" pending={isPending}>
              Rate
            </Button>
          </div>
        </>
      )}
    </Form>
  );
}
