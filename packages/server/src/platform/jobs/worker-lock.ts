import pg from 'pg';

/** Any number that no other advisory lock of two numbers uses. */
const lockClass = 723_811;

/**
 * A sign of life: held by a session of its own, so that Postgres itself takes it away when the
 * process, its machine or the connection dies.
 */
export interface WorkerLock {
  hold(workerId: string): Promise<void>;
  /** Settles when the session has ended, for whatever reason. */
  readonly lost: Promise<void>;
  release(): Promise<void>;
}

export const openWorkerLock = async (ownerUrl: string): Promise<WorkerLock> => {
  const client = new pg.Client({
    connectionString: ownerUrl,
    application_name: 'taffrail worker lock',
    keepAlive: true,
  });
  const lost = new Promise<void>((resolve) => {
    client.on('error', () => resolve());
    client.on('end', () => resolve());
  });
  await client.connect();
  return {
    lost,
    // Shared: two ids of the same hash hold it both, which at worst lets one seem to live longer.
    hold: async (workerId) => {
      await client.query('select pg_advisory_lock_shared($1, hashtext($2))', [lockClass, workerId]);
    },
    release: () => client.end(),
  };
};

/** Which workers hold jobs without giving a sign of life? */
const findSilentWorkers = async (owner: pg.Pool): Promise<string[]> => {
  const { rows } = await owner.query<{ id: string }>(
    `select distinct j.locked_by as id
     from graphile_worker.jobs j
     where j.locked_by is not null and not exists (
       select from pg_locks l
       where l.locktype = 'advisory' and l.granted
         and l.database = (select oid from pg_database where datname = current_database())
         and l.classid = $1::bigint::oid and l.objsubid = 2
         and l.objid::bigint = hashtext(j.locked_by)::bigint & 4294967295
     )`,
    [lockClass],
  );
  return rows.map((row) => row.id);
};

/**
 * Gives the jobs of dead workers back, so that they run again at once instead of after four hours.
 * A worker that has just begun, or that is connecting again, is given `confirm`'s time to show up.
 *
 * @returns the workers whose jobs were released.
 */
export const releaseDeadWorkers = async (
  owner: pg.Pool,
  confirm: () => Promise<void>,
): Promise<string[]> => {
  const silent = new Set(await findSilentWorkers(owner));
  if (silent.size === 0) return [];
  await confirm();
  const dead = (await findSilentWorkers(owner)).filter((id) => silent.has(id));
  if (dead.length > 0)
    await owner.query('select graphile_worker.force_unlock_workers($1::text[])', [dead]);
  return dead;
};
