import type { AlertSourceKind, AlertStatus, Severity } from '@taffrail/contract';
import type { AuditSource } from '../../access/audit.ts';

/** An alert as it was told of, after something of it changed that matters. */
export interface AlertChange {
  readonly alertId: string;
  readonly sourceKind: AlertSourceKind;
  readonly sourceId: string;
  readonly name: string;
  readonly severity: Severity;
  readonly status: AlertStatus;
  /** Null of an alert that was not known. */
  readonly previousStatus: AlertStatus | null;
  readonly service: string | null;
  /** What its source groups it by. */
  readonly groupKey: string | null;
  readonly labels: Readonly<Record<string, string>>;
  /** Of the alert itself. */
  readonly traceId?: string | null;
  readonly at: Date;
  /** Whoever said it here; absent of what its source tells. */
  readonly by?: AuditSource['actor'] | undefined;
}

/**
 * What it did to the incident, the weightiest first: it opened it, opened it again, raised its
 * severity, was the last to be over and so resolved it, or became part of it.
 */
export type GroupingChange = 'opened' | 'reopened' | 'raised' | 'resolved' | 'joined' | 'none';

export interface Grouped {
  readonly incidentId: string;
  /** By this call, through this alert or another. */
  readonly incidentOpened: boolean;
  readonly change: GroupingChange;
}
