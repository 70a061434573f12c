import type { Heartbeat } from '@taffrail/contract';
import { useCan } from '../../../lib/me.ts';
import { CodeBlock } from '../../../ui/code-block.tsx';
import { Link } from '../../../ui/link.tsx';
import { CheckActions } from '../settings/check-actions.tsx';
import { writeRunFilters } from '../checks-search.ts';
import { MoveHeartbeat } from './move-heartbeat.tsx';
import { Pings } from './pings.tsx';
import { toCrontab, toCurl } from './snippets.ts';

/** Where it pings, how, and what it said. */
export function HeartbeatDetail({ heartbeat }: { heartbeat: Heartbeat }) {
  const { check, pingUrl } = heartbeat;
  const mayManage = useCan('checks.manage');
  return (
    <div className="grid gap-4">
      {pingUrl === null ? (
        <p className="text-compact text-muted">
          Whoever has its address may ping it: it is shown to those who may change checks.
        </p>
      ) : (
        <div className="grid min-w-0 gap-2">
          <CodeBlock code={pingUrl} what="the ping address" wrap />
          <CodeBlock code={toCrontab(pingUrl, check.config)} what="the crontab line" wrap />
          <CodeBlock code={toCurl(pingUrl)} what="the curl command" wrap />
        </div>
      )}
      <Pings checkId={check.id} />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-compact">
        <Link
          to="/admin/check-runs"
          search={{ f: writeRunFilters({ checkId: check.id }), range: '90d' }}
        >
          How it was judged
        </Link>
        {mayManage && <CheckActions check={check} />}
        {mayManage && <MoveHeartbeat check={check} />}
      </div>
    </div>
  );
}
