import { SourceKind } from '@taffrail/contract';
import type { AppContext } from '../slice.ts';
import { describeBuiltIn } from './built-in.ts';
import { freshnessOf } from './freshness.ts';
import { listExpectedRows } from './sources.store.ts';

/** Something that sent, and does not any more; or the product's database, when it does not answer. */
export interface LateSource {
  /** Of a source that was connected its id; of what is built in its name. */
  readonly id: string;
  readonly name: string;
  readonly lastReceivedAt: string | null;
  /** Null where it is merely silent. */
  readonly failure: string | null;
}

type LateContext = Pick<AppContext, 'db' | 'publicUrl' | 'productDatabase'>;

const listBuiltIn = async (context: LateContext, now: Date): Promise<LateSource[]> => {
  const { sdk, openTelemetry, productDatabase } = await describeBuiltIn(context, now);
  const late: LateSource[] = [];
  const add = (id: string, name: string, lastReceivedAt: string | null, failure?: string): void => {
    late.push({ id, name, lastReceivedAt, failure: failure ?? null });
  };
  if (sdk.freshness === 'late') add('sdk', 'SDK', sdk.lastReceivedAt);
  if (openTelemetry.freshness === 'late')
    add('openTelemetry', 'OpenTelemetry', openTelemetry.lastReceivedAt);
  if (productDatabase.state === 'failing')
    add(
      'productDatabase',
      "The product's database",
      productDatabase.lastAskedAt,
      'It does not answer.',
    );
  return late;
};

export const listLateSources = async (context: LateContext, now: Date): Promise<LateSource[]> => {
  const late = await listBuiltIn(context, now);
  const rows = await listExpectedRows(context.db);
  for (const { id, kind, name, last_received_at: at, created_at } of rows)
    if (freshnessOf(SourceKind.parse(kind), at, created_at, now) === 'late')
      late.push({ id, name, lastReceivedAt: at?.toISOString() ?? null, failure: null });
  return late;
};
