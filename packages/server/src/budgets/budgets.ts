import type { Budgets, ChangeBudget, CreateBudget } from '@taffrail/contract';
import { recordAudit, type AuditSource } from '../access/audit.ts';
import type { Transaction } from '../platform/db/database.ts';
import { raise } from '../platform/http/api-error.ts';
import { toProductId, uuidV7 } from '../platform/ids.ts';
import type { AppContext } from '../slice.ts';
import {
  countBudgets,
  deleteBudget,
  insertBudget,
  isKnownOrganization,
  listSpentBudgets,
  lockBudget,
  updateBudget,
  type BudgetRow,
} from './budgets.store.ts';
import { limitsOf, scopeOf, toBudget } from './to-budget.ts';

/** As many as a guard keeps in memory and a page shows. */
export const mostBudgets = 200;

type BudgetRules = Pick<AppContext, 'db' | 'clock'>;

/** Budgets, and what is spent of them: those of the whole first, then routes, then organizations. */
export const readBudgets = async ({
  db,
  clock,
  reportingTimeZone: timeZone,
}: Pick<AppContext, 'db' | 'clock' | 'reportingTimeZone'>): Promise<Budgets> => {
  const now = clock.now();
  const rows = await listSpentBudgets(db, { now, timeZone, limit: mostBudgets });
  return { asOf: now.toISOString(), timeZone, items: rows.map((row) => toBudget(row, now)) };
};

const describe = (row: BudgetRow) => ({
  scope: scopeOf(row),
  organizationId: row.organization_id,
  route: row.route,
  period: row.period,
  ...limitsOf(row),
});

const requireOrganization = async (tx: Transaction, value: string): Promise<string> => {
  const id = toProductId('organization', value);
  if (await isKnownOrganization(tx, id)) return id;
  return raise('invalid_request', { details: { value: 'is no organization that is known' } });
};

const subjectOf = async (
  tx: Transaction,
  { scope, value = '' }: CreateBudget,
): Promise<Pick<BudgetRow, 'organization_id' | 'route'>> => ({
  organization_id: scope === 'organization' ? await requireOrganization(tx, value) : null,
  route: scope === 'route' ? value : null,
});

export const makeBudget = (
  { db, clock }: BudgetRules,
  wanted: CreateBudget,
  by: AuditSource,
): Promise<{ id: string }> =>
  db.transaction().execute(async (tx) => {
    if ((await countBudgets(tx)) >= mostBudgets)
      raise('conflict', { message: `There are ${mostBudgets} budgets, as many as there can be.` });
    const id = uuidV7(clock);
    const isNew = await insertBudget(tx, {
      id,
      ...(await subjectOf(tx, wanted)),
      period: wanted.period,
      soft_usd: wanted.softUsd,
      hard_usd: wanted.hardUsd,
      on_unknown: wanted.onUnknown,
      created_at: clock.now(),
    });
    if (!isNew)
      raise('conflict', { message: 'There is a budget of this already: change that one.' });
    await recordAudit(tx, clock, {
      by,
      action: 'budget.created',
      target: { type: 'budget', id },
      after: describe(await lockBudget(tx, id)),
    });
    return { id };
  });

export const setLimits = (
  { db, clock }: BudgetRules,
  id: string,
  { limits, by }: { limits: ChangeBudget; by: AuditSource },
): Promise<void> =>
  db.transaction().execute(async (tx) => {
    const before = describe(await lockBudget(tx, id));
    await updateBudget(tx, id, {
      soft_usd: limits.softUsd,
      hard_usd: limits.hardUsd,
      on_unknown: limits.onUnknown,
    });
    await recordAudit(tx, clock, {
      by,
      action: 'budget.changed',
      target: { type: 'budget', id },
      before,
      after: describe(await lockBudget(tx, id)),
    });
  });

export const dropBudget = (
  { db, clock }: BudgetRules,
  id: string,
  by: AuditSource,
): Promise<void> =>
  db.transaction().execute(async (tx) => {
    const before = describe(await lockBudget(tx, id));
    await deleteBudget(tx, id);
    await recordAudit(tx, clock, {
      by,
      action: 'budget.removed',
      target: { type: 'budget', id },
      before,
    });
  });
