import { AlertSourceKind, signingKinds, sourcePaths, type Source } from '@taffrail/contract';
import { plural } from '../../lib/format.ts';
import { useCan } from '../../lib/me.ts';
import { Link } from '../../ui/link.tsx';
import { Status } from '../../ui/status.tsx';
import { FreshnessMark } from './freshness-mark.tsx';
import { SourceActions } from './source-actions.tsx';
import { TestState } from './test-state.tsx';

const alertKinds: ReadonlySet<string> = new Set(AlertSourceKind.options);

/** One source: where it sends to, whether it still does, and what lies unread of it. */
export function SourceRow({ source }: { source: Source }) {
  const { kind, name, prefix, freshness, lastReceivedAt, hasSecret, lastTest } = source;
  return (
    <li className="flex flex-col gap-1 border-t border-line py-3 text-compact first:border-t-0 first:pt-0">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h3 className="text-body font-medium break-words">{name}</h3>
        <code className="font-mono text-caption break-all text-muted">
          {sourcePaths[kind]}/{prefix}…
        </code>
      </div>
      <div className="flex flex-wrap items-center gap-x-3">
        <FreshnessMark freshness={freshness} kind={kind} lastReceivedAt={lastReceivedAt} />
        <Deliveries id={source.id} />
        {alertKinds.has(kind) && <Alerts id={source.id} />}
      </div>
      {signingKinds.has(kind) && !hasSecret && (
        <Status status="error">No signing secret: everything is refused</Status>
      )}
      <Held source={source} />
      <Unread source={source} />
      {lastTest && <TestState test={lastTest} />}
      <SourceActions source={source} />
    </li>
  );
}

function Deliveries({ id }: { id: string }) {
  const mayRead = useCan('inbox.read');
  if (!mayRead) return null;
  return (
    <Link to="/admin/inbox" search={{ view: 'all', f: [`sourceId.in.${id}`] }}>
      Its deliveries
    </Link>
  );
}

function Alerts({ id }: { id: string }) {
  const mayRead = useCan('incidents.read');
  if (!mayRead) return null;
  return (
    <Link to="/admin/alerts" search={{ f: [`sourceId.in.${id}`] }}>
      Its alerts
    </Link>
  );
}

/** What came while it was disabled. */
function Held({ source: { id, held } }: { source: Source }) {
  const mayRead = useCan('inbox.read');
  if (held === 0) return null;
  const text = `${plural(held, 'delivery', 'deliveries')} held`;
  return (
    <Status status="idle">
      {mayRead ? (
        <Link to="/admin/inbox" search={{ view: 'held', f: [`sourceId.in.${id}`] }}>
          {text}
        </Link>
      ) : (
        text
      )}
    </Status>
  );
}

function Unread({ source: { id, waiting, poisoned } }: { source: Source }) {
  const mayRead = useCan('inbox.read');
  const f = [`sourceId.in.${id}`];
  if (waiting === 0 && poisoned === 0) return null;
  const words = [
    poisoned > 0 && `${plural(poisoned, 'delivery', 'deliveries')} cannot be read`,
    waiting > 0 && `${waiting} ${waiting === 1 ? 'waits' : 'wait'}`,
  ];
  const text = words.filter(Boolean).join(', ');
  return (
    <Status status={poisoned > 0 ? 'error' : 'running'}>
      {mayRead ? (
        <Link to="/admin/inbox" search={poisoned > 0 ? { f } : { view: 'waiting', f }}>
          {text}
        </Link>
      ) : (
        text
      )}
    </Status>
  );
}
