import type { AuditEntry } from '@taffrail/contract';
import { formatExact } from '../../lib/time/format-time.ts';
import { useTimeZone } from '../../lib/time/time-zone.ts';
import { CopyText } from '../../ui/copy-text.tsx';
import { Diff } from '../../ui/diff.tsx';
import { Fact, Facts } from '../../ui/fact.tsx';

/** All that is known of one entry. */
export function AuditDetail({ entry }: { entry: AuditEntry }) {
  const { before, after } = entry;
  return (
    <div className="grid gap-x-8 gap-y-4 text-compact lg:grid-cols-2">
      <EntryFacts entry={entry} />
      <div className="min-w-0 overflow-x-auto">
        {before || after ? (
          <Diff caption="What changed" before={before} after={after} />
        ) : (
          <p className="text-muted">Nothing was changed by it.</p>
        )}
      </div>
    </div>
  );
}

function EntryFacts({ entry }: { entry: AuditEntry }) {
  const timeZone = useTimeZone();
  const { actor, targetType, targetId, ipAddress, requestId } = entry;
  return (
    <Facts>
      <Fact name="Time">
        <time dateTime={entry.createdAt}>{formatExact(new Date(entry.createdAt), timeZone)}</time>
      </Fact>
      <Fact name="Action">
        <code className="font-mono text-caption">{entry.action}</code>
      </Fact>
      <Fact name="Actor">
        {actor.label} {actor.id !== null && <CopyText text={actor.id} what="the actor's id" />}
      </Fact>
      {targetId !== null && (
        <Fact name="Target">
          {targetType?.replaceAll('_', ' ')} <CopyText text={targetId} what="the target's id" />
        </Fact>
      )}
      {ipAddress !== null && <Fact name="IP address">{ipAddress}</Fact>}
      {requestId !== null && (
        <Fact name="Request">
          <CopyText text={requestId} what="the request id" length={36} />
        </Fact>
      )}
      <Fact name="Id">
        <CopyText text={entry.id} what="the id" length={36} />
      </Fact>
    </Facts>
  );
}
