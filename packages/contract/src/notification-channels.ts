import { z } from 'zod';
import { channelKinds } from './notification-kinds.ts';
import { IdParams, Timestamp } from './page.ts';
import { defineRoute } from './route.ts';
import { Text } from './text.ts';

export const ChannelKind = z.enum(channelKinds);
export type ChannelKind = z.infer<typeof ChannelKind>;

/** One setting of a kind of channel: forms are drawn from these, drivers read what they give. */
export const ChannelField = z.object({
  name: z.string(),
  title: z.string(),
  /** What to enter, and where it is found. */
  hint: z.string(),
  /** `secret`: taken, never given out again. */
  input: z.enum(['text', 'secret', 'choice']),
  choices: z.array(z.object({ value: z.string(), title: z.string() })),
  isRequired: z.boolean(),
  /** What it is where nothing is given; shown as the example. */
  initial: z.string().nullable(),
});
export type ChannelField = z.infer<typeof ChannelField>;

export const ChannelKindDescription = z.object({
  kind: ChannelKind,
  title: z.string(),
  fields: z.array(ChannelField),
});
export type ChannelKindDescription = z.infer<typeof ChannelKindDescription>;

/** At most so many messages in a stretch; what comes on top of them waits for one digest. */
export const ChannelThrottle = z.object({
  messages: z.number().int().min(1).max(1_000),
  seconds: z.number().int().min(10).max(3_600),
});
export type ChannelThrottle = z.infer<typeof ChannelThrottle>;

export const defaultThrottle: ChannelThrottle = { messages: 10, seconds: 60 };

/** Somewhere that messages go to. */
export const NotificationChannel = z.object({
  id: z.uuid(),
  kind: ChannelKind,
  name: z.string(),
  isEnabled: z.boolean(),
  /** Why it is off, where the console switched it off: the receiver said that it is gone. */
  disabledReason: z.string().nullable(),
  /** Without secrets. */
  settings: z.record(z.string(), z.string()),
  /** The secrets that are set. */
  secrets: z.array(z.string()),
  /** Whether it hears of what is over, too. */
  tellsResolved: z.boolean(),
  /** Null: every message goes out by itself. */
  throttle: ChannelThrottle.nullable(),
  /** Goes up with every change; to be sent along with the next. */
  version: z.number().int(),
  createdBy: z.string().nullable(),
  createdAt: Timestamp,
  /** The latest test since its settings changed; null: never tried as it is. */
  testedAt: Timestamp.nullable(),
  /** What that test failed with; null when it arrived. */
  testFailure: z.string().nullable(),
  lastSentAt: Timestamp.nullable(),
  lastFailedAt: Timestamp.nullable(),
  /** What the receiver, or the way to it, said then. */
  lastFailure: z.string().nullable(),
  /** Messages that wait for its next digest. */
  held: z.number().int(),
});
export type NotificationChannel = z.infer<typeof NotificationChannel>;

export const NotificationChannels = z.object({
  asOf: Timestamp,
  /** Every kind that there can be. */
  kinds: z.array(ChannelKindDescription),
  items: z.array(NotificationChannel),
});
export type NotificationChannels = z.infer<typeof NotificationChannels>;

export const listNotificationChannels = defineRoute({
  method: 'GET',
  path: '/api/v1/notification-channels',
  summary: 'Where messages go, how each channel does, and which kinds there are. 200 at most.',
  access: 'incidents.read',
  response: NotificationChannels,
});

const name = Text(100).trim().min(1);
/** By the names of the fields of its kind. */
const settings = z
  .record(z.string().max(50), Text(2_000))
  .refine((given) => Object.keys(given).length <= 30, 'has too many settings');
const version = z.number().int().min(1);

const behaviour = {
  tellsResolved: z.boolean().default(true),
  throttle: ChannelThrottle.nullable().default(defaultThrottle),
};

export const CreateNotificationChannel = z.object({
  kind: ChannelKind,
  name,
  settings,
  ...behaviour,
});
export type CreateNotificationChannel = z.infer<typeof CreateNotificationChannel>;

/** With the secrets that the console made, which are shown this once. */
export const MadeNotificationChannel = NotificationChannel.extend({
  madeSecrets: z.record(z.string(), z.string()),
});
export type MadeNotificationChannel = z.infer<typeof MadeNotificationChannel>;

export const createNotificationChannel = defineRoute({
  method: 'POST',
  path: '/api/v1/notification-channels',
  summary: 'Add a channel. With the first one comes a route that sends everything to it.',
  access: 'channels.manage',
  body: CreateNotificationChannel,
  status: 201,
  response: MadeNotificationChannel,
});

export const ChangeNotificationChannel = z.object({
  version,
  name,
  /** A secret that is not given stays as it is. */
  settings,
  tellsResolved: z.boolean(),
  throttle: ChannelThrottle.nullable(),
});
export type ChangeNotificationChannel = z.infer<typeof ChangeNotificationChannel>;

export const changeNotificationChannel = defineRoute({
  method: 'PUT',
  path: '/api/v1/notification-channels/:id',
  summary: 'Change a channel. With new settings it counts as not tested.',
  access: 'channels.manage',
  params: IdParams,
  body: ChangeNotificationChannel,
  response: NotificationChannel,
});

export const switchNotificationChannel = defineRoute({
  method: 'POST',
  path: '/api/v1/notification-channels/:id/switch',
  summary: 'Switch a channel on or off. What would go to one that is off is skipped, and says so.',
  access: 'channels.manage',
  params: IdParams,
  body: z.object({ version, isEnabled: z.boolean() }),
  response: NotificationChannel,
});

export const removeNotificationChannel = defineRoute({
  method: 'DELETE',
  path: '/api/v1/notification-channels/:id',
  summary: 'Remove a channel, from every route too. What it sent stays.',
  access: 'channels.manage',
  params: IdParams,
  status: 204,
});

/** What the receiver answered, word for word where it has words. */
export const ChannelTest = z.object({
  isSent: z.boolean(),
  /** As `Taken as message 1042.`, or what it was refused with. */
  answer: z.string(),
  durationMs: z.number(),
  /** Of its row among the notifications. */
  notificationId: z.uuid(),
});
export type ChannelTest = z.infer<typeof ChannelTest>;

export const testNotificationChannel = defineRoute({
  method: 'POST',
  path: '/api/v1/notification-channels/:id/test',
  summary: 'Send a message that says it is a test, now, past every route and throttle.',
  access: 'channels.manage',
  params: IdParams,
  response: ChannelTest,
});
