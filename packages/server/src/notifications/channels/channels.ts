import type {
  ChangeNotificationChannel,
  ChannelThrottle,
  CreateNotificationChannel,
  MadeNotificationChannel,
  NotificationChannel,
} from '@taffrail/contract';
import { recordAudit, type AuditSource } from '../../access/audit.ts';
import type { Transaction } from '../../platform/db/database.ts';
import { raise } from '../../platform/http/api-error.ts';
import { uuidV7 } from '../../platform/ids.ts';
import type { AppContext } from '../../slice.ts';
import { getDriver } from '../drivers/drivers.ts';
import { leaveRoutes } from '../routing/routes.store.ts';
import { makeFirstRoute } from '../routing/routes.ts';
import { openSecrets, readSettings, toColumns, type StoredSettings } from './channel-settings.ts';
import {
  countChannels,
  getChannelRow,
  insertChannel,
  lockChannel,
  updateChannel,
  type ChannelChange,
  type ChannelRow,
} from './channels.store.ts';
import { refuseOutdated } from './outdated.ts';
import { toChannel } from './to-channel.ts';

export type ChannelRules = Pick<AppContext, 'db' | 'clock' | 'secret'>;

const mostChannels = 200;

/** For the audit log: where it leads, never with what. */
const describe = ({
  kind,
  name,
  isEnabled,
  settings,
  secrets,
  tellsResolved,
  throttle,
}: NotificationChannel) => ({
  kind,
  name,
  isEnabled,
  settings,
  secrets,
  tellsResolved,
  throttle,
});

const throttleColumns = (throttle: ChannelThrottle | null) => ({
  throttle_messages: throttle?.messages ?? null,
  throttle_seconds: throttle?.seconds ?? null,
});

/** Whoever adds a channel must not find that nothing ever comes: the first one gets a route. */
export const addChannel = (
  { db, clock, secret }: ChannelRules,
  wanted: CreateNotificationChannel,
  { by, createdBy }: { readonly by: AuditSource; readonly createdBy: string | null },
): Promise<MadeNotificationChannel> => {
  const driver = getDriver(wanted.kind);
  const made = Object.entries(driver.makeSecrets()).filter(
    ([name]) => (wanted.settings[name] ?? '').trim() === '',
  );
  const madeSecrets = Object.fromEntries(made);
  const stored = readSettings(driver, { ...wanted.settings, ...madeSecrets });
  const id = uuidV7(clock);
  return db.transaction().execute(async (tx) => {
    if ((await countChannels(tx)) >= mostChannels)
      raise('conflict', { message: `There are ${mostChannels} channels; remove one first.` });
    await insertChannel(tx, {
      id,
      kind: wanted.kind,
      name: wanted.name,
      ...toColumns(secret, stored),
      tells_resolved: wanted.tellsResolved,
      ...throttleColumns(wanted.throttle),
      created_by: createdBy,
      created_at: clock.now(),
    });
    const channel = toChannel(await getChannelRow(tx, id));
    await recordAudit(tx, clock, {
      by,
      action: 'notification_channel.created',
      target: { type: 'notification_channel', id },
      after: describe(channel),
    });
    await makeFirstRoute(tx, clock, { channelId: id, by });
    return { ...channel, madeSecrets };
  });
};

interface Change {
  readonly action: `notification_channel.${string}`;
  readonly by: AuditSource;
  /** The one that was looked at; without, the change is made whatever was changed meanwhile. */
  readonly version: number | undefined;
  readonly set: (row: ChannelRow) => ChannelChange;
}

/** A change of a channel that exists, and its line in the audit log. */
const changeRow = async (
  tx: Transaction,
  { clock }: Pick<ChannelRules, 'clock'>,
  id: string,
  { action, by, version, set }: Change,
): Promise<NotificationChannel> => {
  await lockChannel(tx, id);
  const row = await getChannelRow(tx, id);
  const target = { type: 'notification_channel', id };
  if (version !== undefined && version !== row.version)
    await refuseOutdated(tx, { ...target, name: row.name });
  const change = set(row);
  await updateChannel(tx, id, { ...change, version: row.version + 1 });
  const isGone = change.removed_at !== undefined;
  const before = toChannel(row);
  const after = isGone ? before : toChannel(await getChannelRow(tx, id));
  await recordAudit(tx, clock, {
    by,
    action,
    target,
    before: describe(before),
    ...(!isGone && { after: describe(after) }),
  });
  return after;
};

const storedOf = (secret: string, row: ChannelRow): StoredSettings => ({
  settings: toChannel(row).settings,
  secrets: openSecrets(secret, row.sealed_secrets),
});

const isSame = (one: StoredSettings, other: StoredSettings): boolean =>
  JSON.stringify(one, sorted) === JSON.stringify(other, sorted);

const sorted = (_: string, value: unknown): unknown =>
  value !== null && typeof value === 'object'
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

export const changeChannel = (
  rules: ChannelRules,
  id: string,
  { by, ...wanted }: ChangeNotificationChannel & { readonly by: AuditSource },
): Promise<NotificationChannel> =>
  rules.db.transaction().execute((tx) =>
    changeRow(tx, rules, id, {
      action: 'notification_channel.changed',
      by,
      version: wanted.version,
      set: (row) => {
        const before = storedOf(rules.secret, row);
        const after = readSettings(getDriver(row.kind), wanted.settings, before);
        return {
          name: wanted.name,
          ...toColumns(rules.secret, after),
          tells_resolved: wanted.tellsResolved,
          ...throttleColumns(wanted.throttle),
          // What worked with other settings says nothing of these.
          ...(!isSame(before, after) && { tested_at: null, test_failure: null }),
        };
      },
    }),
  );

export const switchChannel = (
  rules: ChannelRules,
  id: string,
  { by, version, isEnabled }: { by: AuditSource; version: number; isEnabled: boolean },
): Promise<NotificationChannel> =>
  rules.db.transaction().execute((tx) =>
    changeRow(tx, rules, id, {
      action: isEnabled ? 'notification_channel.enabled' : 'notification_channel.disabled',
      by,
      version,
      set: () => ({ is_enabled: isEnabled, disabled_reason: null }),
    }),
  );

/** The row stays: what it sent names it. */
export const removeChannel = (rules: ChannelRules, id: string, by: AuditSource): Promise<void> =>
  rules.db.transaction().execute(async (tx) => {
    const now = rules.clock.now();
    const nothing = toColumns(rules.secret, { settings: {}, secrets: {} });
    await changeRow(tx, rules, id, {
      action: 'notification_channel.removed',
      by,
      version: undefined,
      set: () => ({ removed_at: now, is_enabled: false, ...nothing }),
    });
    await leaveRoutes(tx, id);
  });
