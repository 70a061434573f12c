import { CheckConfig, type Check, type CheckCell, type Share } from '@taffrail/contract';
import type { CheckRow } from '../checks.store.ts';

export const toCheck = (row: CheckRow): Check => ({
  id: row.id,
  kind: row.kind,
  name: row.name,
  service: row.service,
  host: row.host,
  everyMinutes: row.every_minutes,
  failuresBeforeAlert: row.failures_before_alert,
  isEnabled: row.is_enabled,
  config: CheckConfig.parse(row.config),
  version: row.version,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
  result: row.result,
  resultSince: row.result_since?.toISOString() ?? null,
  isAlerting: row.alerting !== null,
  isFlapping: row.is_flapping,
  lastRunAt: row.latest_run_at?.toISOString() ?? null,
  nextRunAt: row.next_run_at?.toISOString() ?? null,
});

/** A run as a strip needs it; its time as JSON has it. */
export interface CellRow {
  readonly id: string;
  readonly at: string;
  readonly result: CheckCell['result'];
  readonly message: string;
}

export const toCell = ({ at, ...cell }: CellRow): CheckCell => ({
  ...cell,
  at: new Date(at).toISOString(),
});

export const noShare: Share = { good: 0, known: 0 };
