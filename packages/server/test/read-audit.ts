import type pg from 'pg';

/** What the audit log says of an action, oldest first; advance the clock between two of them. */
export const readAudit = async (
  { owner }: { owner: pg.Pool },
  action: string,
): Promise<Record<string, unknown>[]> => {
  const { rows } = await owner.query<Record<string, unknown>>(
    `select actor_kind, actor_id, actor_label, target_type, target_id, before, after,
       host(ip_address) as ip_address
     from audit_log where action = $1 order by created_at, id`,
    [action],
  );
  return rows;
};
