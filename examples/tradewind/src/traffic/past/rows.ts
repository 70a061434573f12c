import type { LeadStage } from '../../leads/stages.ts';
import type { PlanName } from '../../plans/plans.ts';

/** Rows of Tradewind's tables, by the names of their columns; times are RFC 3339. */
export interface CompanyRow {
  readonly id: string;
  readonly organization_id: string;
  readonly discovery_id: string;
  readonly catalogue_id: string;
  readonly name: string;
  readonly country: string;
  readonly industry: string;
  readonly website: string;
  /** Its place among what its discovery found. */
  readonly rank: number | null;
  employees: number | null;
  profile: string | null;
  readonly created_at: string;
}

export interface ContactRow {
  readonly id: string;
  readonly organization_id: string;
  readonly company_id: string;
  readonly headhunt_id: string;
  readonly rank: number | null;
  readonly name: string;
  readonly position: string;
  readonly email: string;
  revealed_at: string | null;
  readonly created_at: string;
}

export interface LeadRow {
  readonly id: string;
  readonly organization_id: string;
  readonly company_id: string;
  owner_id: string | null;
  stage: LeadStage;
  readonly value_usd: number;
  readonly created_at: string;
  updated_at: string;
}

export interface TaskRow {
  readonly id: string;
  readonly organization_id: string;
  readonly lead_id: string;
  user_id: string | null;
  readonly title: string;
  readonly due_at: string;
  completed_at: string | null;
  readonly created_at: string;
}

export interface TicketRow {
  readonly id: string;
  readonly organization_id: string;
  opened_by: string | null;
  readonly subject: string;
  readonly body: string;
  readonly created_at: string;
  closed_at: string | null;
}

export interface SubscriptionRow {
  readonly id: string;
  readonly organization_id: string;
  readonly plan: PlanName;
  readonly monthly_usd: number;
  readonly started_at: string;
  ended_at: string | null;
  readonly is_trial: boolean;
  readonly trial_ends_at: string | null;
  cancel_at: string | null;
}

export interface InvoiceRow {
  readonly id: string;
  readonly organization_id: string;
  readonly description: string;
  readonly amount_usd: number;
  state: 'sent' | 'paid';
  readonly issued_at: string;
  paid_at: string | null;
}

export interface MemberRow {
  readonly organization_id: string;
  readonly user_id: string;
  readonly role: string;
  readonly created_at: string;
}

type Row = Record<string, unknown>;

/** In an order in which none refers to one that comes later. */
export interface Rows {
  organizations: Row[];
  users: { id: string; [column: string]: unknown }[];
  members: MemberRow[];
  subscriptions: SubscriptionRow[];
  invoices: InvoiceRow[];
  credit_entries: Row[];
  discoveries: { id: string; keyword: string; [column: string]: unknown }[];
  companies: CompanyRow[];
  headhunts: Row[];
  contacts: ContactRow[];
  leads: LeadRow[];
  interactions: { lead_id: string; [column: string]: unknown }[];
  tasks: TaskRow[];
  batches: Row[];
  tickets: TicketRow[];
  jobs: Row[];
}

export const noRows = (): Rows => ({
  organizations: [],
  users: [],
  members: [],
  subscriptions: [],
  invoices: [],
  credit_entries: [],
  discoveries: [],
  companies: [],
  headhunts: [],
  contacts: [],
  leads: [],
  interactions: [],
  tasks: [],
  batches: [],
  tickets: [],
  jobs: [],
});

export const tableNames = Object.keys(noRows()) as readonly (keyof Rows)[];

/** Columns that are emptied when the user they name is deleted, as the schema declares it. */
const userColumns = ['started_by', 'owner_id', 'user_id', 'opened_by'] as const;

/** What the database would do when a user is deleted. */
export const forgetUser = (rows: Rows, id: string): void => {
  rows.users = rows.users.filter((user) => user.id !== id);
  for (const table of tableNames) {
    // Nothing declares that a membership belongs to a user.
    if (table === 'members') continue;
    for (const row of rows[table] as Row[])
      for (const column of userColumns) if (row[column] === id) row[column] = null;
  }
};

/** What the database would do when an organization is deleted: only its invoices stay. */
export const forgetOrganization = (rows: Rows): void => {
  const { users, invoices } = rows;
  Object.assign(rows, noRows(), { users, invoices });
};
