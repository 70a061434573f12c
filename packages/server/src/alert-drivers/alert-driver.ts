import type { AlertSourceKind, ChangeTopic, DeployRecord, SourceKind } from '@taffrail/contract';
import { receiveAlerts, type AlertReport, type ReportedAlerts } from '../alerts/alerts.ts';
import { recordDeploysIn, toNewDeploy, type NewDeploy } from '../deploys/deploys.ts';
import {
  Unreadable,
  type HookDriver,
  type Reading,
  type ReadingContext,
  type StoredDelivery,
} from '../inbox/inbox.ts';
import { findKnownAlerts, readAlertSources, type AlertSource } from './alert-drivers.store.ts';

/** What a body says of one alert, before it is compared with what is known. */
export interface HeardAlert {
  readonly report: AlertReport;
  /** Of news that are none unless it fires: a success of what never failed. */
  readonly isOnlyAnEnd?: boolean;
  /** Of senders that say how bad it was only while it lasts: what is known stays. */
  readonly keepsSeverity?: boolean;
}

/** What a body says of a deploy that is over. */
export type HeardDeploy = Omit<DeployRecord, 'kind' | 'finishedAt'> & { readonly finishedAt: Date };

export type Heard =
  | {
      readonly alerts: readonly HeardAlert[];
      /** The sender, or a limit here, left some out. */
      readonly isTruncated: boolean;
      /** Of senders that tell of more than alerts. */
      readonly deploys?: readonly HeardDeploy[];
      /** What somebody who looks at the delivery should know. */
      readonly note?: string | undefined;
    }
  /** Known, but of no interest here. */
  | { readonly ignored: string };

/**
 * What one kind of sender of alerts sends, and how it is understood: one driver, one file. That it is
 * stored, compared and read once is seen to elsewhere.
 */
export interface AlertDriver extends Omit<HookDriver, 'kind' | 'announces' | 'read' | 'readAll'> {
  readonly kind: AlertSourceKind & SourceKind;
  /** What changes besides alerts and what follows from them. */
  readonly alsoAnnounces?: readonly ChangeTopic[];
  /**
   * Asks nobody: the same delivery is always understood in the same way.
   *
   * @throws {Unreadable}
   */
  readonly hear: (delivery: StoredDelivery, source: AlertSource) => Heard;
}

/** So many alerts of one body are read. */
export const mostAlerts = 2_000;
/** Of a body, as sent and unpacked. */
export const limitBytes = 8 * 1024 * 1024;

/** Whatever a hostile body does to a driver, reading it again does the same. */
const hearSafely = (
  driver: AlertDriver,
  delivery: StoredDelivery,
  sources: ReadonlyMap<string, AlertSource>,
): Heard | Unreadable => {
  const source = sources.get(delivery.sourceId ?? '');
  if (!source) return new Unreadable('Alerts are read for a source, and this one has none.');
  try {
    return driver.hear(delivery, source);
  } catch (error) {
    if (error instanceof Unreadable) return error;
    const message = error instanceof Error ? error.message : String(error);
    return new Unreadable(`The driver cannot read this: ${message.slice(0, 300)}`);
  }
};

const keyOf = (sourceId: string | null, fingerprint: string): string =>
  `${sourceId ?? ''} ${fingerprint}`;

type State = Pick<AlertReport, 'status' | 'severity'>;

/** How the alerts stand of which somebody has to know, by source and fingerprint. */
const recall = async (
  { kind }: AlertDriver,
  deliveries: readonly StoredDelivery[],
  heard: readonly (Heard | Unreadable)[],
  { tx }: ReadingContext,
): Promise<Map<string, State>> => {
  const asked = heard.flatMap((one, index) =>
    'alerts' in one
      ? one.alerts
          .filter(({ isOnlyAnEnd, keepsSeverity }) => isOnlyAnEnd || keepsSeverity)
          .map(({ report: { fingerprint } }) => ({
            sourceId: deliveries[index]?.sourceId ?? '',
            fingerprint,
          }))
      : [],
  );
  if (asked.length === 0) return new Map();
  const rows = await findKnownAlerts(tx, kind, asked);
  return new Map(
    rows.map(({ source_id: id, fingerprint, status, severity }) => [
      keyOf(id, fingerprint),
      { status, severity },
    ]),
  );
};

/** What of them is told on: with each, the next one knows more. */
const settle = (
  sourceId: string | null,
  alerts: readonly HeardAlert[],
  known: Map<string, State>,
): AlertReport[] =>
  alerts.flatMap(({ report, isOnlyAnEnd, keepsSeverity }) => {
    const key = keyOf(sourceId, report.fingerprint);
    const before = known.get(key);
    if (isOnlyAnEnd && before?.status !== 'firing') return [];
    const told = keepsSeverity && before ? { ...report, severity: before.severity } : report;
    known.set(key, { status: told.status, severity: told.severity });
    return [told];
  });

const readAll = async (
  driver: AlertDriver,
  deliveries: readonly StoredDelivery[],
  context: ReadingContext,
): Promise<(Reading | Unreadable)[]> => {
  const ids = new Set(deliveries.flatMap(({ sourceId }) => sourceId ?? []));
  const sources = await readAlertSources(context.tx, [...ids]);
  const heard = deliveries.map((delivery) => hearSafely(driver, delivery, sources));
  const known = await recall(driver, deliveries, heard, context);
  const reported: ReportedAlerts[] = [];
  const deployed: NewDeploy[] = [];
  const readings = deliveries.map(({ id, sourceId, receivedAt }, index): Reading | Unreadable => {
    const one = heard[index];
    const source = sources.get(sourceId ?? '');
    if (one instanceof Unreadable) return one;
    if (!one || !source) return new Unreadable('Nothing was heard.');
    if ('ignored' in one) return { state: 'ignored', reason: one.ignored };
    const { deploys = [] } = one;
    for (const { finishedAt, ...told } of deploys)
      deployed.push(toNewDeploy(told, { clock: context.clock, finishedAt, receivedAt }));
    const alerts = settle(sourceId, one.alerts, known);
    if (alerts.length === 0 && deploys.length > 0) return { state: 'done' };
    if (alerts.length === 0)
      return { state: 'ignored', reason: 'Nothing fires that this would end.' };
    const { kind } = driver;
    reported.push({
      source: { kind, id: source.id, name: source.name },
      eventKey: id,
      receivedAt,
      alerts,
      isTruncated: one.isTruncated,
    });
    return { state: 'done', note: one.note };
  });
  await recordDeploysIn(context.tx, deployed);
  await receiveAlerts(context, reported);
  return readings;
};

/** A driver as the inbox has it read. */
export const toHook = (driver: AlertDriver): HookDriver => ({
  ...driver,
  announces: ['alerts', 'incidents', 'pipelines', ...(driver.alsoAnnounces ?? [])],
  read: async (delivery, context) => {
    const [reading] = await readAll(driver, [delivery], context);
    if (!reading) throw new Unreadable('There is no delivery.');
    if (reading instanceof Unreadable) throw reading;
    return reading;
  },
  readAll: (deliveries, context) => readAll(driver, deliveries, context),
});
