import type { Delivery } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { formatAbsolute } from '../../../lib/time/format-time.ts';
import { useTimeZone } from '../../../lib/time/time-zone.ts';
import { useNow } from '../../../lib/time/use-now.ts';
import { CodeBlock } from '../../../ui/code-block.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Panel, PanelFrame } from '../../../ui/panel.tsx';
import { Status } from '../../../ui/status.tsx';
import { ToolbarSelect } from '../../../ui/toolbar-select.tsx';
import { outcomeWords } from './field-words.ts';
import { sampleQuery, type Tried } from './mapping.api.ts';

interface SamplePanelProps {
  sourceId: string;
  samples: readonly Delivery[];
  /** The one that is tried; undefined where none has come. */
  sample: string | undefined;
  tried: Tried | undefined;
  onSample: (id: string) => void;
}

/** The delivery that the mapping is tried on, word for word. */
export function SamplePanel({ sourceId, samples, sample, tried, onSample }: SamplePanelProps) {
  const timeZone = useTimeZone();
  const now = useNow();
  if (sample === undefined)
    return (
      <PanelFrame title="Tried on">
        <EmptyState kind="never" title="Nothing has come from this source yet.">
          Let it send once: what comes can be read again later, with the mapping that you set here.
        </EmptyState>
      </PanelFrame>
    );
  const isListed = samples.some(({ id }) => id === sample);
  const options = [
    ...(isListed ? [] : [{ value: sample, label: 'An older delivery' }]),
    ...samples.map(({ id, receivedAt, state }) => ({
      value: id,
      label: `${formatAbsolute(new Date(receivedAt), timeZone, now)} · ${stateWords[state]}`,
    })),
  ];
  return (
    <SampleBody
      sourceId={sourceId}
      sample={sample}
      tried={tried}
      select={
        <ToolbarSelect
          label="Delivery"
          value={sample}
          onChange={onSample}
          options={options}
          className="max-w-64"
        />
      }
    />
  );
}

const stateWords = {
  held: 'is held',
  waiting: 'waits',
  done: 'read',
  ignored: 'ignored',
  poisoned: 'could not be read',
} as const satisfies Record<Delivery['state'], string>;

interface SampleBodyProps {
  sourceId: string;
  sample: string;
  tried: Tried | undefined;
  select: React.ReactNode;
}

function SampleBody({ sourceId, sample, tried, select }: SampleBodyProps) {
  const query = useQuery(sampleQuery(sourceId, sample));
  return (
    <Panel title="Tried on" what="the delivery" query={query} actions={select}>
      {({ body, bodyIsCut }) => (
        <div className="flex flex-col gap-3">
          <Outcome tried={tried} />
          <div className="[&_pre]:max-h-96 [&_pre]:overflow-y-auto">
            <CodeBlock code={indent(body)} what="the body" wrap />
          </div>
          {bodyIsCut && <p className="text-compact text-muted">The first 64 kB.</p>}
          <Labels tried={tried} />
        </div>
      )}
    </Panel>
  );
}

/** Easier to find one's way in; what is no JSON stays as it came. */
const indent = (body: string): string => {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
};

function Outcome({ tried }: { tried: Tried | undefined }) {
  if (!tried) return null;
  const { problem, count, alerts } = tried;
  const [first] = alerts;
  const { status, word } =
    problem === null && first ? outcomeWords[first.outcome] : outcomeWords.unreadable;
  return (
    <p aria-live="polite">
      <Status status={status}>{problem === null ? word : `${word}: ${problem}`}</Status>
      {count > 1 && (
        <span className="text-muted"> It holds {count} alerts; the first one is shown.</span>
      )}
    </p>
  );
}

function Labels({ tried }: { tried: Tried | undefined }) {
  const labels = Object.entries(tried?.alerts[0]?.labels ?? {});
  if (labels.length === 0) return null;
  return (
    <div>
      <h3 className="mb-1 font-medium text-muted">Labels</h3>
      <ul className="flex flex-wrap gap-1.5">
        {labels.map(([name, value]) => (
          <li
            key={name}
            className="max-w-full truncate rounded-badge border border-line px-1.5 font-mono text-caption"
          >
            {name}={value}
          </li>
        ))}
      </ul>
    </div>
  );
}
