import { one, type Queryable } from '../database/pool.ts';
import type { InteractionKind } from './kinds.ts';

export interface Interaction {
  readonly id: string;
  readonly leadId: string;
  readonly userId: string | null;
  readonly kind: InteractionKind;
  readonly note: string;
  readonly createdAt: Date;
}

const columns = `id, lead_id as "leadId", user_id as "userId", kind, note,
  created_at as "createdAt"`;

export const insertInteraction = async (
  db: Queryable,
  { organizationId, userId }: { organizationId: string; userId: string },
  { leadId, kind, note }: Pick<Interaction, 'leadId' | 'kind' | 'note'>,
): Promise<Interaction> => {
  const { rows } = await db.query<Interaction>(
    `insert into interactions (organization_id, lead_id, user_id, kind, note)
     values ($1, $2, $3, $4, $5) returning ${columns}`,
    [organizationId, leadId, userId, kind, note],
  );
  return one(rows);
};

/** Latest first; interactions_lead. */
export const listInteractions = async (db: Queryable, leadId: string): Promise<Interaction[]> => {
  const { rows } = await db.query<Interaction>(
    `select ${columns} from interactions where lead_id = $1 order by created_at desc limit 100`,
    [leadId],
  );
  return rows;
};
