import type { FirstSteps } from '@taffrail/contract';
import { Check } from 'lucide-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, type ReactNode } from 'react';
import { announce } from '../../lib/announce.ts';
import { cx } from '../../lib/class-names.ts';
import { CodeBlock } from '../../ui/code-block.tsx';
import { Link } from '../../ui/link.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { StatusIcon } from '../../ui/status.tsx';
import { FirstEvent } from './first-event.tsx';
import { firstStepsQuery } from './first-steps.api.ts';
import { curlSnippet, keyPlaceholder, sdkSnippet } from '../../lib/snippets/snippets.ts';

/** From nothing to the first own event. */
export function FirstStepsPanel() {
  const query = useQuery(firstStepsQuery);
  const arrived = query.data?.firstEvent !== null && query.data?.firstEvent !== undefined;
  const waited = useRef(false);
  useEffect(() => {
    if (query.data && !arrived) waited.current = true;
    if (arrived && waited.current) announce('The first event has arrived.');
  }, [arrived, query.data]);
  return (
    // The progress bar of a refetch would blink every two seconds.
    <Panel
      title="From nothing to the first event"
      query={{ ...query, isFetching: query.isLoading }}
    >
      {(steps) => <Steps steps={steps} />}
    </Panel>
  );
}

function Steps({ steps }: { steps: FirstSteps }) {
  const target = { url: steps.ingestUrl, key: steps.ingestKey ?? keyPlaceholder };
  const done = steps.firstEvent !== null;
  return (
    <ol className="flex flex-col gap-6">
      <Step number={1} title="Take an ingest key" done={done}>
        {steps.ingestKey === null ? (
          <p>
            The key of the first start is no longer shown.{' '}
            <Link to="/admin/settings/keys">Make another</Link> and put it in the place of{' '}
            <code className="font-mono text-compact">{keyPlaceholder}</code> below.
          </p>
        ) : (
          <>
            <p className="mb-2">
              It was made at the first start, and is shown here until the first event arrives. Your
              product keeps it as a secret.
            </p>
            <CodeBlock code={steps.ingestKey} what="the ingest key" />
          </>
        )}
      </Step>
      <Step number={2} title="Send an event from your product" done={done}>
        <p className="mb-2">Node.js 18 or newer; nothing else comes with it.</p>
        <CodeBlock code="npm install @taffrail/node" what="the install command" />
        <div className="mt-2">
          <CodeBlock code={sdkSnippet(target)} what="the SDK example" />
        </div>
      </Step>
      <Step number={3} title="Or from a terminal" done={done}>
        <CodeBlock code={curlSnippet(target)} what="the curl command" />
      </Step>
      <Detector firstEvent={steps.firstEvent} />
    </ol>
  );
}

interface StepProps {
  number: number;
  title: string;
  done: boolean;
  children: ReactNode;
}

function Step({ number, title, done, children }: StepProps) {
  return (
    <li className="flex gap-3">
      <span
        aria-hidden
        className={cx(
          'flex size-6 shrink-0 items-center justify-center rounded-full border text-compact font-medium',
          done ? 'border-ok text-ok' : 'border-edge text-muted',
        )}
      >
        {done ? <Check size={14} /> : number}
      </span>
      <div className="min-w-0 flex-1">
        <h3 className="mb-1 leading-6 font-semibold">{title}</h3>
        {children}
      </div>
    </li>
  );
}

function Detector({ firstEvent }: { firstEvent: FirstSteps['firstEvent'] }) {
  return (
    <li
      className={cx(
        'flex flex-wrap items-center gap-x-3 gap-y-2 rounded-control border px-3 py-3',
        firstEvent ? 'border-ok bg-ok-tint' : 'border-line bg-sunken',
      )}
    >
      <StatusIcon status={firstEvent ? 'ok' : 'running'} size={18} />
      {firstEvent ? (
        <>
          <p className="flex-1">
            <FirstEvent event={firstEvent} />
          </p>
          <LinkButton to="/admin/activity" look="primary">
            Open the activity log
          </LinkButton>
        </>
      ) : (
        <p className="flex-1">
          <span className="font-semibold">Waiting for the first event.</span>{' '}
          <span className="text-muted">This turns green by itself.</span>
        </p>
      )}
    </li>
  );
}
