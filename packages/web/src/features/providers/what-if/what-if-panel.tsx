import { aiJobKeptDays, type Providers, type WhatIf } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useId, useState, type FormEvent } from 'react';
import { formatPercent, formatUsd, plural } from '../../../lib/format.ts';
import { Button } from '../../../ui/button.tsx';
import { cx } from '../../../lib/class-names.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { inputClass } from '../../../ui/looks.ts';
import { PanelFrame } from '../../../ui/panel.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { providersQuery, whatIfQuery } from '../providers.api.ts';
import type { ProvidersPageState } from '../use-providers-page.ts';
import { readTarget, type Target } from './read-target.ts';

/** What the same tokens would have cost with another model. */
export function WhatIfPanel({ page }: { page: ProvidersPageState }) {
  const { search, filters, change } = page;
  const target = readTarget(search.to);
  return (
    <PanelFrame title="What if">
      <p className="mb-3 text-muted">
        What {filters.length > 0 ? 'these jobs, as filtered,' : 'all jobs'} of the range would have
        cost with another model, from their recorded tokens.
      </p>
      <TargetForm
        key={search.to}
        chosen={search.to ?? ''}
        onChoose={(to) => change({ to: to || undefined })}
      />
      {target && <Answer page={page} target={target} />}
    </PanelFrame>
  );
}

const namesOf = (shown: Providers | undefined): string[] =>
  (shown?.items ?? []).map(({ subject }) => `${subject.provider}/${subject.model}`);

interface TargetFormProps {
  chosen: string;
  onChoose: (to: string) => void;
}

/** A model that was used lately, or any other. */
function TargetForm({ chosen, onChoose }: TargetFormProps) {
  const id = useId();
  const [text, setText] = useState(chosen);
  const [isWrong, setWrong] = useState(false);
  const { data } = useQuery(providersQuery({ range: '90d', group: 'model' }));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const isGood = text === '' || readTarget(text) !== undefined;
    setWrong(!isGood);
    if (isGood) onChoose(text.trim());
  };
  return (
    <form onSubmit={submit} className="flex flex-wrap items-start gap-2">
      <label htmlFor={id} className="flex min-h-(--control) items-center font-medium">
        All of it to
      </label>
      <div className="min-w-0 flex-1 basis-56 sm:max-w-96">
        <input
          id={id}
          list={`${id}-models`}
          value={text}
          placeholder="anthropic/claude-sonnet-4-5"
          autoComplete="off"
          spellCheck={false}
          aria-invalid={isWrong || undefined}
          aria-describedby={isWrong ? `${id}-wrong` : undefined}
          onChange={(event) => setText(event.currentTarget.value)}
          className={cx(inputClass, 'w-full')}
        />
        <datalist id={`${id}-models`}>
          {namesOf(data).map((name) => (
            <option key={name}>{name}</option>
          ))}
        </datalist>
        {isWrong && (
          <p id={`${id}-wrong`} role="alert" className="mt-1 text-compact text-error">
            Write a provider, a slash and a model: openai/gpt-4.1-mini.
          </p>
        )}
      </div>
      <Button type="submit">Compute</Button>
    </form>
  );
}

function Answer({ page, target }: { page: ProvidersPageState; target: Target }) {
  const { data, error, isFetching, refetch } = useQuery(whatIfQuery(page.jobs, target));
  if (error && !data)
    return (
      <ErrorState
        error={error}
        what="what it would have cost"
        onRetry={() => void refetch()}
        retrying={isFetching}
      />
    );
  return (
    <div aria-live="polite" className="mt-3 min-h-16">
      {data ? <Sentence answer={data} target={target} /> : <SkeletonRows />}
    </div>
  );
}

/** @param jobs null: single jobs of the range are no longer kept */
const tieredText = (jobs: number | null): string => {
  if (jobs === null)
    return ` Its higher price of large inputs is left out: single jobs are kept for ${aiJobKeptDays} days.`;
  return jobs > 0 ? ` ${plural(jobs, 'job')} with a large input at that model's higher price.` : '';
};

function Sentence({ answer, target }: { answer: WhatIf; target: Target }) {
  const { jobs, recorded, elsewhere } = answer;
  if (jobs === 0) return <p className="text-muted">There are no jobs to price.</p>;
  if (!elsewhere)
    return (
      <p>
        No price is known of <code>{target.model}</code> at {target.provider}: the price book in
        settings can be told one.
      </p>
    );
  const [now, then] = [Number(recorded.costUsd), Number(elsewhere.costUsd)];
  const difference = then - now;
  const canCompare = recorded.unpricedJobs === 0 && now > 0;
  return (
    <>
      <p>
        <span className="text-title" data-numeric title={`$${elsewhere.costUsd}`}>
          {formatUsd(then)}
        </span>{' '}
        with {target.model}, against{' '}
        <span data-numeric title={`$${recorded.costUsd}`}>
          {formatUsd(now)}
        </span>{' '}
        that {plural(jobs, 'job')} did cost
        {canCompare && (
          <>
            :{' '}
            <strong className="font-medium" data-numeric>
              {difference === 0
                ? 'the same'
                : `${formatUsd(Math.abs(difference))} ${difference < 0 ? 'less' : 'more'}, ${formatPercent(Math.abs(difference) / now)}`}
            </strong>
          </>
        )}
        .
      </p>
      <p className="mt-1 text-compact text-muted">
        By the price that holds now. The same tokens are assumed, though models count and write
        differently; how right its answers would be is not said.
        {tieredText(elsewhere.tieredJobs)}
        {recorded.unpricedJobs > 0 &&
          ` What ${plural(recorded.unpricedJobs, 'job')} did cost is not known, so that the two sums cannot be compared.`}
      </p>
    </>
  );
}
