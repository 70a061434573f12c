import type { AlertDetail, AlertFilter, getAlertPayload, RouteAnswer } from '@taffrail/contract';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import { readSnapshot } from '../../platform/db/snapshot.ts';
import { raise } from '../../platform/http/api-error.ts';
import type { Cursor } from '../../platform/http/cursor.ts';
import { isWebAddress } from '../../platform/http/web-address.ts';
import {
  readInParts,
  type FoundPage,
  type Patience,
} from '../../platform/reading/read-in-parts.ts';
import { scrubText, toScrubbedJson } from '../../platform/secrets/scrub-secrets.ts';
import {
  findAlertRow,
  findPayloadRow,
  listEventRows,
  listSimilarRows,
  readAlertPart,
  type AlertRow,
} from './alerts.store.ts';
import { accessTo } from './conditions.sql.ts';
import { toAlert, toAlertEvent } from './to-alert.ts';

interface ReadContext {
  readonly db: Database;
  readonly clock: Clock;
}

/** A page of alerts, those that began to fire last first. */
export const readAlertPage = (
  { db, clock }: ReadContext,
  filter: AlertFilter,
  page: { readonly limit: number; readonly after: Cursor | undefined },
  patience?: Patience,
): Promise<FoundPage<AlertRow>> => {
  const from = filter.from === undefined ? undefined : new Date(filter.from);
  const to = filter.to === undefined ? undefined : new Date(filter.to);
  const access = accessTo(filter, clock.now());
  return readInParts(
    db,
    { ...page, isSearched: access.rest.length > 0 },
    (within, after, size) => readAlertPart(within, access, { from, to, after }, size),
    patience,
  );
};

/** What whoever was called is to do, as Prometheus and Grafana have it. */
const toRunbookUrl = ({ runbook_url: url = '' }: Record<string, string>): string | null =>
  isWebAddress(url) ? url : null;

const shownEvents = 50;
const shownSimilar = 5;

/** An alert with what was told of it and others like it: three statements. */
export const readAlert = ({ db, clock }: ReadContext, id: string): Promise<AlertDetail> =>
  readSnapshot(db, async (trx) => {
    const now = clock.now();
    const row = (await findAlertRow(trx, id)) ?? raise('not_found');
    const events = await listEventRows(trx, id, shownEvents + 1);
    const similar = await listSimilarRows(trx, row, shownSimilar);
    return {
      ...toAlert(row, now),
      fingerprint: row.fingerprint,
      description: row.description,
      annotations: row.annotations,
      groupKey: row.group_key,
      runbookUrl: toRunbookUrl(row.annotations),
      url: row.url,
      events: events.slice(0, shownEvents).map(toAlertEvent),
      hasMoreEvents: events.length > shownEvents,
      similar: similar.map((other) => toAlert(other, now)),
    };
  });

/** Of a body: what is shown of it, and what is read to show it in its own order. */
const shownCharacters = 64 * 1024;
const parsedBytes = 1024 * 1024;

/** Text without what looks like a secret; JSON stays JSON, and is laid out. */
const redact = (body: Buffer): string => {
  const text = body.subarray(0, parsedBytes).toString('utf8');
  try {
    const json: unknown = JSON.parse(text);
    return JSON.stringify(JSON.parse(toScrubbedJson(json)), null, 2);
  } catch {
    return scrubText(text.slice(0, shownCharacters));
  }
};

export const readPayload = async (
  db: Database,
  id: string,
): Promise<RouteAnswer<typeof getAlertPayload>> => {
  const alert = (await findAlertRow(db, id)) ?? raise('not_found');
  const found =
    alert.delivery_id === null ? undefined : await findPayloadRow(db, alert.delivery_id);
  if (!found) return { delivery: null };
  const text = redact(found.body);
  return {
    delivery: {
      id: found.id,
      receivedAt: found.received_at.toISOString(),
      body: text.slice(0, shownCharacters).toWellFormed(),
      isCut: text.length > shownCharacters || found.body.length > parsedBytes,
    },
  };
};
