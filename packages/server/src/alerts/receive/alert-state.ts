import type { AlertEventKind, AlertSourceKind, AlertStatus, Severity } from '@taffrail/contract';

/** An alert as it is kept, and what reports change of it. */
export interface AlertState {
  readonly id: string;
  readonly sourceKind: AlertSourceKind;
  readonly sourceId: string;
  readonly sourceName: string;
  readonly fingerprint: string;
  readonly name: string;
  readonly severity: Severity;
  readonly status: AlertStatus;
  readonly description: string | null;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly service: string | null;
  readonly groupKey: string | null;
  readonly url: string | null;
  readonly isAcknowledgedBySender: boolean;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly resolvedById: string | null;
  readonly resolvedBy: string | null;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
  /** Of the report, or of the operator's act, that says how it stands. */
  readonly settledAt: Date;
  readonly occurrences: number;
  readonly recentStarts: readonly Date[];
  readonly flappingUntil: Date | null;
  readonly isGrouped: boolean;
  readonly traceId: string | null;
  readonly deliveryId: string | null;
  readonly version: number;
}

export interface FieldChange {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What a report did to its alert. */
export interface ReportEffect {
  readonly kind: AlertEventKind;
  readonly changes: readonly FieldChange[];
  /** What of it is worth a run; undefined when nothing is. */
  readonly matters: 'created' | 'status' | 'severity' | 'context' | undefined;
}
