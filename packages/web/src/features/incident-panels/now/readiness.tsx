import type { DashboardIncidents } from '@taffrail/contract';
import { useCan } from '../../../lib/me.ts';
import { useNow } from '../../../lib/time/use-now.ts';
import { Link } from '../../../ui/link.tsx';
import { Panel, type PanelQuery } from '../../../ui/panel.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { StatusIcon } from '../../../ui/status.tsx';
import { judgeReadiness, type ReadinessLine } from './judge-readiness.ts';

/** Whether an alert would come in, be noticed and go out, before there is one. */
export function Readiness({ query }: { query: PanelQuery<DashboardIncidents> }) {
  const now = useNow();
  return (
    <Panel title="Readiness" query={query} skeleton={<SkeletonRows rows={3} />}>
      {({ readiness }) => (
        <ul>
          {judgeReadiness(readiness, now).map((line) => (
            <Line key={line.part} line={line} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

const targets = {
  channels: { to: '/admin/settings/channels', permission: 'channels.manage' },
  inbox: { to: '/admin/inbox', permission: 'inbox.read' },
  heartbeats: { to: '/admin/heartbeats', permission: 'incidents.read' },
} as const;

function Line({ line: { part, status, word, title, text } }: { line: ReadinessLine }) {
  const { to, permission } = targets[part];
  const mayOpen = useCan(permission);
  return (
    <li className="flex min-h-(--row) items-baseline gap-2 border-t border-line py-1.5 text-compact first:border-t-0">
      <span className="translate-y-0.5">
        <StatusIcon status={status} />
      </span>
      <span className="sr-only">{word}:</span>
      <span className="font-medium">{mayOpen ? <Link to={to}>{title}</Link> : title}</span>
      <span className="min-w-0 text-muted">{text}</span>
    </li>
  );
}
