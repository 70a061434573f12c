import type { IncidentStanding, Severity } from '@taffrail/contract';
import type { AuditSource } from '../../access/audit.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Transaction } from '../../platform/db/database.ts';
import { raise } from '../../platform/http/api-error.ts';
import { uuidV7 } from '../../platform/ids.ts';
import { isWorse, titleLength } from '../grouping/grouped-incident.ts';
import { lockGrouping } from '../grouping/grouping.store.ts';
import { describeAlerts } from '../record/events.store.ts';
import {
  refuseMerged,
  requireVersion,
  tell,
  toStanding,
  within,
  type ActTarget,
  type ActingContext,
} from './act.ts';
import {
  insertSplitRow,
  lockIncidentRow,
  updateIncidentRow,
  type IncidentRow,
} from './acting.store.ts';
import { moveSomeAlerts, recountAlerts, type MovedAlertRow } from './membership.store.ts';

interface SplitTarget extends ActTarget {
  readonly alertIds: readonly string[];
  readonly title?: string | undefined;
}

const worstOf = (alerts: readonly MovedAlertRow[]): Severity =>
  alerts.reduce<Severity>(
    (worst, { severity }) => (isWorse(severity, worst) ? severity : worst),
    'info',
  );

const requireSome = (alerts: readonly MovedAlertRow[], alertIds: readonly string[]): void => {
  if (alerts.length < new Set(alertIds).size)
    raise('invalid_request', {
      message: 'Not all of these alerts are part of the incident now.',
      details: { alertIds: 'must be alerts that are part of the incident' },
    });
};

/** What its first alerts say of it; open if any of them fires. */
const describeNew = (
  alerts: readonly MovedAlertRow[],
  { from, title, now }: { from: IncidentRow; title: string | undefined; now: Date },
) => {
  const [first] = alerts;
  const isFiring = alerts.some(({ status }) => status === 'firing');
  return {
    title: title ?? (first?.name ?? from.title).slice(0, titleLength),
    service: first?.service ?? null,
    severity: worstOf(alerts),
    ...(isFiring ? {} : { state: 'resolved', resolved_at: now, resolved_by_itself: true }),
  };
};

interface Parted {
  readonly before: IncidentRow;
  readonly made: IncidentRow;
  readonly alerts: readonly MovedAlertRow[];
  readonly by: AuditSource;
}

const tellBoth = async (
  { tx, clock }: { readonly tx: Transaction; readonly clock: Clock },
  { before, made, alerts, by }: Parted,
): Promise<void> => {
  const moved = describeAlerts(alerts.map(({ alert_id: alertId, name }) => ({ alertId, name })));
  const after = await updateIncidentRow(tx, before.id, { version: before.version + 1 });
  const to = { alerts: moved, incidents: [{ id: made.id, number: made.number }] };
  await tell({ tx, clock }, { before, after, event: { kind: 'split_off', details: to }, by });
  const from = { alerts: moved, incidents: [{ id: before.id, number: before.number }] };
  const event = { kind: 'split_from', details: from } as const;
  await tell({ tx, clock }, { before: made, after: made, event, by });
};

/**
 * Gives some alerts of an incident one of their own. What joins by group or labels goes on joining
 * the one that they left.
 *
 * @throws `invalid_request` of alerts that are not part of it, or of all of them
 */
export const split = (
  { db, clock }: ActingContext,
  { id, version, alertIds, title }: SplitTarget,
  by: AuditSource,
): Promise<IncidentStanding> =>
  within(db, async (tx) => {
    await lockGrouping(tx);
    const before = await lockIncidentRow(tx, id);
    await refuseMerged(tx, before);
    await requireVersion({ tx, clock }, before, version);
    if (new Set(alertIds).size >= before.alert_count)
      raise('invalid_request', {
        message: 'At least one alert has to stay.',
        details: { alertIds: 'must leave at least one alert' },
      });
    const now = clock.now();
    const newId = uuidV7(clock);
    await insertSplitRow(tx, {
      id: newId,
      title: before.title,
      service: before.service,
      severity: 'info',
      state: 'open',
      opened_at: now,
      last_alert_at: before.last_alert_at,
      split_from: id,
    });
    const alerts = await moveSomeAlerts(tx, { from: id, to: newId, alertIds });
    requireSome(alerts, alertIds);
    await recountAlerts(tx, [id, newId]);
    const made = await updateIncidentRow(
      tx,
      newId,
      describeNew(alerts, { from: before, title, now }),
    );
    await tellBoth({ tx, clock }, { before, made, alerts, by });
    return toStanding(made);
  });
