import type { Database, Transaction } from '../../platform/db/database.ts';
import { readSnapshot } from '../../platform/db/snapshot.ts';
import { limitStatements } from '../../platform/db/statement-limit.ts';
import { dayMs, hourMs, minuteMs } from '../../platform/time/time-range.ts';
import {
  findAlert,
  findIncident,
  listEpisodes,
  listFiring,
  listFollowed,
  listIncidentsOfName,
  listPastIncidents,
} from './alerts.store.ts';
import { listChecks, listMeasured } from './checks.store.ts';
import type { Evidence, Listed, SeenAlert, SeenCheck, SeenIncident } from './evidence.ts';
import { listErrors, listFailedRuns, listFixes, listLoadTests } from './surroundings.store.ts';

/** How much is looked at: enough for a sentence, and never more than an index gives at once. */
const limits = {
  events: 200,
  sameName: 50,
  followed: 5,
  pastIncidents: 3,
  firing: 100,
  checks: 30,
  measuredChecks: 10,
  measured: 12,
  errors: 30,
  fixes: 20,
  loadTests: 10,
  failedRuns: 200,
} as const;

/** Each of a dozen small statements. */
const statementMs = 2_000;
const remembered = { episodesMs: 30 * dayMs, beforeMs: 6 * hourMs, justBeforeMs: 15 * minuteMs };

interface Asked {
  readonly run: { readonly id: string; readonly alertId: string; readonly incidentId: string };
  readonly now: Date;
}

/** One more is read than is kept: that one tells whether there are more. */
const upTo = <T>(rows: readonly T[], limit: number): Listed<T> => ({
  items: rows.slice(0, limit),
  isCut: rows.length > limit,
});

const hostOf = ({ labels }: SeenAlert): string | null =>
  labels['host'] ?? labels['instance'] ?? null;

const readChecks = async (
  trx: Transaction,
  alert: SeenAlert,
  runId: string,
): Promise<Listed<SeenCheck>> => {
  const { service, sourceId } = alert;
  const concerned = { service, sourceId, runId, host: hostOf(alert) };
  const { items, isCut } = upTo(await listChecks(trx, concerned, limits.checks + 1), limits.checks);
  const ids = items
    .filter(({ isConcerned, value }) => isConcerned && value !== null)
    .slice(0, limits.measuredChecks)
    .map(({ checkId }) => checkId);
  const measured = await listMeasured(trx, ids, limits.measured);
  const withEarlier = items.map((check) => ({
    ...check,
    earlier: (measured.get(check.checkId) ?? []).filter(({ at }) => at < check.at),
  }));
  return { items: withEarlier, isCut };
};

const readHistory = async (
  trx: Transaction,
  { alert, incident, now }: { alert: SeenAlert; incident: SeenIncident; now: Date },
): Promise<Pick<Evidence, 'episodes' | 'pastIncidents'>> => {
  const since = new Date(now.getTime() - remembered.episodesMs);
  const episodes = await listEpisodes(trx, alert.id, { since, limit: limits.events });
  const ofName = await listIncidentsOfName(trx, alert.name, limits.sameName);
  const ids = new Set([...(await listFollowed(trx, incident.id, limits.followed)), ...ofName]);
  ids.delete(incident.id);
  const past = await listPastIncidents(trx, [...ids], limits.pastIncidents + 1);
  return {
    episodes: { items: episodes, isCut: episodes.length === limits.events },
    pastIncidents: upTo(past, limits.pastIncidents),
  };
};

const readSurroundings = async (
  trx: Transaction,
  { alert, around: { from, at }, now }: Pick<Evidence, 'alert' | 'around' | 'now'>,
): Promise<Pick<Evidence, 'errors' | 'fixes' | 'loadTests' | 'failedRuns'>> => {
  const before = { from: new Date(at.getTime() - remembered.beforeMs), to: at };
  const until = new Date(at.getTime() + remembered.justBeforeMs);
  const failed = await listFailedRuns(trx, { from, to: until, limit: limits.failedRuns });
  return {
    errors: upTo(await listErrors(trx, { from, limit: limits.errors + 1 }), limits.errors),
    // What ended it came after it began.
    fixes: upTo(
      await listFixes(trx, {
        ...before,
        to: alert.isFiring ? at : now,
        limit: limits.fixes + 1,
      }),
      limits.fixes,
    ),
    loadTests: upTo(
      await listLoadTests(trx, { ...before, to: until, limit: limits.loadTests + 1 }),
      limits.loadTests,
    ),
    failedRuns: {
      items: failed,
      isCut: failed.reduce((sum, { count }) => sum + count, 0) >= limits.failedRuns,
    },
  };
};

/** Before an alert that has fired for long, the last hours tell more than its beginning. */
const aroundOf = ({ startedAt }: SeenAlert, now: Date): Evidence['around'] => {
  const at = new Date(
    Math.min(now.getTime(), Math.max(startedAt.getTime(), now.getTime() - remembered.beforeMs)),
  );
  return { at, from: new Date(at.getTime() - remembered.justBeforeMs) };
};

/** All that can be said of an alert, of one moment; nothing when it is no longer kept. */
export const readEvidence = (db: Database, { run, now }: Asked): Promise<Evidence | undefined> =>
  readSnapshot(db, async (trx) => {
    await limitStatements(trx, statementMs);
    const alert = await findAlert(trx, run.alertId, now);
    const incident = await findIncident(trx, run.incidentId);
    if (!alert || !incident) return undefined;
    const around = aroundOf(alert, now);
    const firing = await listFiring(trx, alert, { now, limit: limits.firing + 1 });
    return {
      now,
      around,
      alert,
      incident,
      ...(await readHistory(trx, { alert, incident, now })),
      firing: upTo(firing, limits.firing),
      checks: await readChecks(trx, alert, run.id),
      ...(await readSurroundings(trx, { alert, around, now })),
    };
  });
