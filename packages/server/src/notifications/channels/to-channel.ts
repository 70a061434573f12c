import { ChannelKind, type NotificationChannel } from '@taffrail/contract';
import { z } from 'zod';
import type { ChannelRow } from './channels.store.ts';

const Settings = z.record(z.string(), z.string());

export const toChannel = (row: ChannelRow): NotificationChannel => ({
  id: row.id,
  kind: ChannelKind.parse(row.kind),
  name: row.name,
  isEnabled: row.is_enabled,
  disabledReason: row.disabled_reason,
  settings: Settings.parse(row.settings),
  secrets: row.secret_names,
  tellsResolved: row.tells_resolved,
  throttle:
    row.throttle_messages === null || row.throttle_seconds === null
      ? null
      : { messages: row.throttle_messages, seconds: row.throttle_seconds },
  version: row.version,
  createdBy: row.created_by_email,
  createdAt: row.created_at.toISOString(),
  testedAt: row.tested_at?.toISOString() ?? null,
  testFailure: row.test_failure,
  lastSentAt: row.last_sent_at?.toISOString() ?? null,
  lastFailedAt: row.last_failed_at?.toISOString() ?? null,
  lastFailure: row.last_failure,
  held: row.held ?? 0,
});

/** Addresses of people and of receivers are for those who may change them. */
export const withoutSettings = (channel: NotificationChannel): NotificationChannel => ({
  ...channel,
  settings: {},
  createdBy: null,
});
