/** Whether a database answers at all: it reads nothing. */
export const aliveSql = 'select 1';

/** How many connections are in use, and how many the server allows? What everybody may see. */
export const connectionsSql = `
  select count(*) as connections, current_setting('max_connections')::integer as most
  from pg_stat_activity where backend_type = 'client backend'`;
