import type { ApiKey } from '@taffrail/contract';
import { cx } from '../../lib/class-names.ts';
import { useCan } from '../../lib/me.ts';
import { Link } from '../../ui/link.tsx';
import { rowControl } from '../../ui/looks.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { RowConfirm } from '../../ui/row-confirm.tsx';
import { toast } from '../../ui/toast.ts';
import { effectOfRevoking } from './key-words.ts';
import { useRevokeKey } from './keys.api.ts';

/** Its history, and its end. */
export function KeyActions({ apiKey }: { apiKey: ApiKey }) {
  const mayReadAudit = useCan('audit_log.read');
  const { id, name, createdAt, origin, revokedAt } = apiKey;
  return (
    <span className="inline-flex items-center gap-1 -ml-2">
      {mayReadAudit && (
        <Link
          to="/admin/settings/audit-log"
          search={{ range: `${createdAt}..now`, f: [`targetId.in.${id}`] }}
          data-row-primary
          aria-label={`History of the key ${name}`}
          className={cx(rowControl, 'inline-flex items-center rounded-control')}
        >
          History
        </Link>
      )}
      {revokedAt === null && origin !== 'environment' && <RevokeKey apiKey={apiKey} />}
    </span>
  );
}

function RevokeKey({ apiKey: { id, name, kind, lastUsedAt } }: { apiKey: ApiKey }) {
  const { mutateAsync } = useRevokeKey();
  const revoke = async (): Promise<void> => {
    await mutateAsync(id);
    toast('ok', `Revoked the key “${name}”`);
  };
  return (
    <RowConfirm
      verb="Revoke"
      thing={`the key ${name}`}
      title={`Revoke the key “${name}”?`}
      action="Revoke key"
      onConfirm={revoke}
    >
      <p>{effectOfRevoking(kind)} This cannot be undone.</p>
      <p className="mt-2">
        {lastUsedAt === null ? (
          'It was never used.'
        ) : (
          <>
            It was last used <RelativeTime at={lastUsedAt} />.
          </>
        )}
      </p>
    </RowConfirm>
  );
}
