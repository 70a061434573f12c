import { createDatabase } from '../../src/platform/db/database.ts';
import { uuidV7 } from '../../src/platform/ids.ts';
import { groupAlerts, type AlertChange, type Grouped } from '../../src/incidents/incidents.ts';
import type { TestServer } from '../server.ts';

export const alertSource = '01a1fd8c-6900-72cf-bae7-d4c8cfb1cb45';

/** An alert as it is told of; one of its own unless an id is given. */
export const alertChange = (
  { clock }: Pick<TestServer, 'clock'>,
  given: Partial<AlertChange> = {},
): AlertChange => ({
  alertId: uuidV7(clock),
  sourceKind: 'alertmanager',
  sourceId: alertSource,
  name: 'HighErrorRate',
  severity: 'warning',
  status: 'firing',
  previousStatus: null,
  service: null,
  groupKey: null,
  labels: {},
  at: clock.now(),
  ...given,
});

/** In a transaction of the owner of the schema, as deliveries are read. */
export const groupInOne = (
  { owner, clock }: Pick<TestServer, 'owner' | 'clock'>,
  changes: readonly AlertChange[],
): Promise<ReadonlyMap<string, Grouped>> =>
  createDatabase(owner)
    .transaction()
    .execute((tx) => groupAlerts({ tx, clock }, changes));

/** Of one alert: the id of its incident. */
export const openOne = async (
  server: Pick<TestServer, 'owner' | 'clock'>,
  given: Partial<AlertChange> = {},
): Promise<{ readonly id: string; readonly alertId: string }> => {
  const change = alertChange(server, given);
  const id = (await groupInOne(server, [change])).get(change.alertId)?.incidentId;
  if (id === undefined) throw new Error('No incident was opened');
  return { id, alertId: change.alertId };
};
