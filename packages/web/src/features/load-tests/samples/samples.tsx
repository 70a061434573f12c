import type { LoadTestRunDetail, LoadTestSample } from '@taffrail/contract';
import type { ReactNode } from 'react';
import { formatCount, formatLatency, plural } from '../../../lib/format.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { endpointName } from '../verdict-words.ts';
import { groupSamples, type SampleGroup } from './group-samples.ts';

const dayMs = 86_400_000;
const keptDays = 90;

type SampledRun = Pick<LoadTestRunDetail, 'failed' | 'receivedAt' | 'samples'>;

/** Samples of failed requests, those that failed alike together. */
export function Samples({ run }: { run: SampledRun }) {
  const groups = groupSamples(run.samples);
  if (groups.length === 0) return <p className="text-muted">{whyNone(run)}</p>;
  return (
    <div className="grid gap-4">
      {groups.map((group) => (
        <Group key={group.key} group={group} />
      ))}
    </div>
  );
}

const whyNone = ({ failed, receivedAt }: SampledRun): string => {
  if (failed === 0) return 'No request failed.';
  if (Date.parse(receivedAt) < Date.now() - keptDays * dayMs)
    return `Samples of what failed are kept for ${keptDays} days.`;
  return failed === null
    ? 'The report does not tell which requests failed.'
    : `${plural(failed, 'request')} failed; the report keeps none of them. With k6, a helper of thirty lines does: docs/guides/k6.md.`;
};

function Group({ group }: { group: SampleGroup }) {
  const { statusCode, error, occurrences, samples } = group;
  const name = endpointName(group);
  const how = statusCode === null ? (error ?? 'no answer') : `status ${statusCode}`;
  return (
    <section
      aria-label={`${name}, ${how}`}
      className="rounded-control border border-line bg-surface"
    >
      <dl className="flex flex-wrap gap-x-6 gap-y-1 px-3 py-2">
        <Mark name="Endpoint">
          <span className="font-mono break-all">{name}</span>
        </Mark>
        <Mark name="Status code">
          <span className="text-error">{statusCode ?? 'none'}</span>
        </Mark>
        {error !== null && (
          <Mark name="Error">
            <span className="break-words">{error}</span>
          </Mark>
        )}
        {occurrences !== null && (
          <Mark name="Failed so">
            {formatCount(occurrences)} {occurrences === 1 ? 'time' : 'times'}
          </Mark>
        )}
      </dl>
      <ol>
        {samples.map((sample, index) => (
          <li key={sample.id} className="border-t border-line px-3 py-2">
            <Sample sample={sample} name={`sample ${index + 1} of ${name}`} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Mark({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 gap-2">
      <dt className="shrink-0 text-muted">{name}</dt>
      <dd className="min-w-0 font-medium">{children}</dd>
    </div>
  );
}

/** Everything from outside is shown as text. */
function Sample({ sample, name }: { sample: LoadTestSample; name: string }) {
  const { url, responseBody, durationMs } = sample;
  return (
    <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1">
      <Fact name="Request URL">
        {url === null ? (
          <NotTold />
        ) : (
          <span className="inline-flex max-w-full items-center gap-1">
            <span className="min-w-0 font-mono break-all">{url}</span>
            <CopyButton text={url} what={`the URL of ${name}`} className="h-6 w-6" />
          </span>
        )}
      </Fact>
      <Fact name="Duration">
        {durationMs === null ? <NotTold /> : <Milliseconds ms={durationMs} />}
      </Fact>
      <Fact name="Response body">
        {responseBody === null ? <NotTold /> : <Body text={responseBody} name={name} />}
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="col-span-2 grid grid-cols-subgrid items-baseline max-sm:block">
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  );
}

/** As one reads it in a log: also where it is more than a second. */
function Milliseconds({ ms }: { ms: number }) {
  return ms < 10 ? formatLatency(ms) : `${formatCount(ms)} ms`;
}

function NotTold() {
  return <span className="text-muted">not told</span>;
}

function Body({ text, name }: { text: string; name: string }) {
  if (text === '') return <span className="text-muted">empty</span>;
  return (
    <section
      aria-label={`Response body of ${name}`}
      className="flex items-start rounded-control border border-line bg-sunken"
    >
      <pre
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so keys must reach it
        tabIndex={0}
        className="max-h-40 min-w-0 flex-1 overflow-auto p-2 font-mono text-caption break-all whitespace-pre-wrap"
      >
        {text}
      </pre>
      <CopyButton text={text} what={`the response body of ${name}`} className="m-1" />
    </section>
  );
}
