import type { AlertSourceKind, AlertStatus, Severity } from '@taffrail/contract';
import type { Clock } from '../../platform/clock.ts';
import type { Transaction } from '../../platform/db/database.ts';

/** What a source says of one alert, as its driver understands it. Lengths and secrets are seen to here. */
export interface AlertReport {
  /** Tells it apart from the source's others, and stays the same when it fires again. */
  readonly fingerprint: string;
  readonly name: string;
  readonly severity: Severity;
  readonly status: AlertStatus;
  readonly description: string | null;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Of the labels `service`, `job`, `app` … as the driver knows. */
  readonly service: string | null;
  /** Alertmanager: the sorted group labels; Sentry: the issue; GitHub: repository and workflow. */
  readonly groupKey: string | null;
  readonly url: string | null;
  /** When it began to fire this time, not ever; where the source does not say, when it was received. */
  readonly startedAt: Date;
  /** Of one that is resolved; where the source does not say, null. */
  readonly endedAt: Date | null;
  readonly traceId: string | null;
  readonly isAcknowledgedBySender: boolean;
}

/** What one delivery, or one run of a check, says. */
export interface ReportedAlerts {
  readonly source: {
    readonly kind: AlertSourceKind;
    /** A UUID: of the source, of the ingest key that stood in the address, or of the check. */
    readonly id: string;
    readonly name: string;
  };
  /**
   * What is read again under the same key changes nothing. Of a webhook the id of the delivery in
   * the inbox: the page of the alert shows its body. Null where nothing is ever read twice.
   */
  readonly eventKey: string | null;
  readonly receivedAt: Date;
  /** One that is not among them is none the less as it was: absence resolves nothing. */
  readonly alerts: readonly AlertReport[];
  /** The sender left some out. */
  readonly isTruncated: boolean;
}

/** As the owner of the schema, in the transaction that also notes that it was read. */
export interface ReceivingContext {
  readonly tx: Transaction;
  readonly clock: Clock;
}
