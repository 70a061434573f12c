import { one, type Queryable } from '../database/pool.ts';
import type { Page } from '../http/input.ts';

export interface Task {
  readonly id: string;
  readonly leadId: string;
  readonly userId: string | null;
  readonly title: string;
  readonly dueAt: Date;
  readonly completedAt: Date | null;
  readonly createdAt: Date;
}

const columns = `id, lead_id as "leadId", user_id as "userId", title, due_at as "dueAt",
  completed_at as "completedAt", created_at as "createdAt"`;

export const insertTask = async (
  db: Queryable,
  { organizationId, userId }: { organizationId: string; userId: string },
  { leadId, title, dueAt }: Pick<Task, 'leadId' | 'title' | 'dueAt'>,
): Promise<Task> => {
  const { rows } = await db.query<Task>(
    `insert into tasks (organization_id, lead_id, user_id, title, due_at)
     values ($1, $2, $3, $4, $5) returning ${columns}`,
    [organizationId, leadId, userId, title, dueAt],
  );
  return one(rows);
};

/** What is due next; tasks_organization. */
export const listOpenTasks = async (
  db: Queryable,
  organizationId: string,
  { limit, offset }: Page,
): Promise<Task[]> => {
  const { rows } = await db.query<Task>(
    `select ${columns} from tasks where organization_id = $1 and completed_at is null
     order by due_at limit $2 offset $3`,
    [organizationId, limit, offset],
  );
  return rows;
};

/** The task; nothing when it is not there or was completed before. */
export const completeTask = async (
  db: Queryable,
  organizationId: string,
  id: string,
): Promise<Task | undefined> => {
  const { rows } = await db.query<Task>(
    `update tasks set completed_at = now()
     where organization_id = $1 and id = $2 and completed_at is null returning ${columns}`,
    [organizationId, id],
  );
  return rows[0];
};
