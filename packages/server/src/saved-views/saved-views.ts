import {
  ViewPage,
  rolesWith,
  type Permission,
  type RouteInput,
  type SavedView,
  type changeSavedView,
  type createSavedView,
} from '@taffrail/contract';
import { recordAudit, type AuditSource } from '../access/audit.ts';
import { may, type Caller, type OperatorCaller } from '../access/caller.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/db/database.ts';
import { isUniqueViolation } from '../platform/db/failures.ts';
import { raise } from '../platform/http/api-error.ts';
import { uuidV7 } from '../platform/ids.ts';
import {
  deleteViewOf,
  insertView,
  listViewRows,
  lockViewOf,
  updateView,
  type SavedViewRow,
} from './saved-views.store.ts';

interface ViewRules {
  readonly db: Database;
  readonly clock: Clock;
}

/** Views hold what somebody looked for: they are for those who may see the page. */
const permissionOf: Readonly<Record<ViewPage, Permission>> = {
  activity: 'activity.read',
  alerts: 'incidents.read',
  incidents: 'incidents.read',
  checks: 'incidents.read',
  pipeline_runs: 'pipelines.read',
  stage_executions: 'pipelines.read',
  analysis_runs: 'incidents.read',
};

const requirePage = (caller: Caller, page: ViewPage): void => {
  const permission = permissionOf[page];
  if (!may(caller, permission))
    raise('forbidden', { details: { permission, grantedBy: rolesWith(permission) } });
};

const toSavedView = (row: SavedViewRow, caller: Caller): SavedView => ({
  id: row.id,
  page: ViewPage.parse(row.page),
  name: row.name,
  shared: row.shared,
  mine: row.operator_id === caller.id,
  search: row.search,
  createdAt: row.created_at.toISOString(),
});

/** What the audit log tells of a view. */
const contentOf = ({ page, name, shared, search }: SavedViewRow) => ({
  page,
  name,
  shared,
  search,
});

const refuseSameName = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return raise('conflict', { message: 'You have a view of this name already.' });
  }
};

/** A key has no views of its own; it sees the shared ones. */
export const listViews = async (
  db: Database,
  page: ViewPage,
  caller: Caller,
): Promise<SavedView[]> => {
  requirePage(caller, page);
  const operatorId = caller.kind === 'operator' ? caller.id : null;
  const rows = await listViewRows(db, page, operatorId);
  return rows.map((row) => toSavedView(row, caller));
};

/** @throws `conflict` when the operator has a view of this name on this page */
export const saveView = async (
  { db, clock }: ViewRules,
  wanted: RouteInput<typeof createSavedView>['body'],
  operator: OperatorCaller,
  by: AuditSource,
): Promise<SavedView> => {
  requirePage(operator, wanted.page);
  const saving = db.transaction().execute(async (tx) => {
    const row = await insertView(tx, {
      ...wanted,
      id: uuidV7(clock),
      operator_id: operator.id,
      created_at: clock.now(),
    });
    await recordAudit(tx, clock, {
      by,
      action: 'saved_view.created',
      target: { type: 'saved_view', id: row.id },
      after: contentOf(row),
    });
    return toSavedView(row, operator);
  });
  return refuseSameName(saving);
};

type Change = RouteInput<typeof changeSavedView>['body'] & { readonly id: string };

/**
 * @throws `not_found`, also for a view of somebody else
 * @throws `conflict` when the operator has another view of this name on its page
 */
export const changeView = (
  { db, clock }: ViewRules,
  { id, ...wanted }: Change,
  operator: OperatorCaller,
  by: AuditSource,
): Promise<SavedView> => {
  const changing = db.transaction().execute(async (tx) => {
    const before = (await lockViewOf(tx, operator.id, id)) ?? raise('not_found');
    requirePage(operator, ViewPage.parse(before.page));
    const after = await updateView(tx, id, wanted);
    await recordAudit(tx, clock, {
      by,
      action: 'saved_view.changed',
      target: { type: 'saved_view', id },
      before: contentOf(before),
      after: contentOf(after),
    });
    return toSavedView(after, operator);
  });
  return refuseSameName(changing);
};

/** @throws `not_found`, also for a view of somebody else */
export const deleteView = (
  { db, clock }: ViewRules,
  id: string,
  operator: OperatorCaller,
  by: AuditSource,
): Promise<void> =>
  db.transaction().execute(async (tx) => {
    const row = (await deleteViewOf(tx, operator.id, id)) ?? raise('not_found');
    await recordAudit(tx, clock, {
      by,
      action: 'saved_view.deleted',
      target: { type: 'saved_view', id },
      before: contentOf(row),
    });
  });
