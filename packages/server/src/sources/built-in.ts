import type { DatabaseState, RouteAnswer, listSources } from '@taffrail/contract';
import type { AppContext } from '../slice.ts';
import { readBuiltIn, type BuiltInRow } from './built-in.store.ts';
import { freshnessOf } from './freshness.ts';

type BuiltIn = Pick<RouteAnswer<typeof listSources>, 'sdk' | 'openTelemetry' | 'productDatabase'>;

/** The database is asked each minute; two may be missed before that is news. */
const askedWithinMs = 3 * 60_000;

const stateOf = (
  { asked_at: at, failure }: BuiltInRow,
  isConfigured: boolean,
  now: Date,
): DatabaseState => {
  if (!isConfigured) return 'not_configured';
  if (at === null || now.getTime() - at.getTime() > askedWithinMs) return 'no_data';
  return failure === null ? 'ok' : 'failing';
};

/** What is there without being connected: the SDK, OpenTelemetry, the product's own database. */
export const describeBuiltIn = async (
  { db, publicUrl, productDatabase }: Pick<AppContext, 'db' | 'publicUrl' | 'productDatabase'>,
  now: Date,
): Promise<BuiltIn> => {
  const row = await readBuiltIn(db);
  // A sender's clock may be ahead.
  const lastAt = row.last_event_at && row.last_event_at > now ? now : row.last_event_at;
  return {
    sdk: {
      url: `${publicUrl}/ingest/v1/batch`,
      keys: row.keys,
      lastReceivedAt: lastAt?.toISOString() ?? null,
      freshness: freshnessOf('sdk', lastAt, now, now),
    },
    openTelemetry: {
      url: publicUrl,
      lastReceivedAt: row.last_spans_at?.toISOString() ?? null,
      freshness: freshnessOf('openTelemetry', row.last_spans_at, now, now),
    },
    productDatabase: {
      state: stateOf(row, productDatabase !== undefined, now),
      lastAskedAt: row.asked_at?.toISOString() ?? null,
      failure: row.failure,
    },
  };
};
