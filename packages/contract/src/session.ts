import { z } from 'zod';
import { defineRoute } from './route.ts';
import { Permission, Role } from './permission-names.ts';
import { Timestamp } from './page.ts';
import { Text } from './text.ts';

export const Email = z.email('This is not an e-mail address.').max(320);
/** Long rather than complicated (NIST SP 800-63B). */
export const Password = z.string().min(12).max(200);

export const Theme = z.enum(['light', 'dark', 'system']);
export const Density = z.enum(['comfortable', 'compact']);

/** What an operator may set for the console. */
const Choices = z.object({
  theme: Theme,
  density: Density,
  /** `relative` as "3 min ago", with the moment on hover; `absolute` the other way round. */
  times: z.enum(['relative', 'absolute']),
  /** Single-key shortcuts can be switched off (WCAG 2.1.4). */
  singleKeys: z.boolean(),
  navigation: z.enum(['open', 'collapsed']),
  /** Per table: the visible columns, in order. */
  columns: z.record(Text(50), z.array(Text(50)).max(50)),
});

/** What an operator has set; each field has a default. */
export const Preferences = z.object({
  theme: Choices.shape.theme.default('system'),
  density: Choices.shape.density.default('compact'),
  times: Choices.shape.times.default('relative'),
  singleKeys: Choices.shape.singleKeys.default(true),
  navigation: Choices.shape.navigation.default('open'),
  columns: Choices.shape.columns.default({}),
});
export type Preferences = z.infer<typeof Preferences>;

/** Who asks, and what the console needs to show itself. */
export const Me = z.object({
  /** Of the operator, or of the key. */
  id: z.uuid(),
  /** The operator's e-mail; of a key its name. */
  email: z.string(),
  name: z.string(),
  role: Role,
  permissions: z.array(Permission),
  preferences: Preferences,
  /** The one time zone that decides day, week, month and "today". */
  reportingTimeZone: z.string(),
  /** Whether everything in the console is made up by the sample product beside it. */
  isDemo: z.boolean(),
  /** When the session ends unless it is used; null for keys, which do not expire. */
  sessionExpiresAt: Timestamp.nullable(),
});
export type Me = z.infer<typeof Me>;

export const signIn = defineRoute({
  method: 'POST',
  path: '/api/v1/session',
  summary: 'Sign in with e-mail and password; sets the session cookie.',
  access: 'public',
  body: z.object({ email: Text(320), password: z.string().max(200) }),
  response: Me,
});

export const signOut = defineRoute({
  method: 'DELETE',
  path: '/api/v1/session',
  summary: 'End this session.',
  access: 'signed_in',
  status: 204,
});

export const getMe = defineRoute({
  method: 'GET',
  path: '/api/v1/me',
  summary: 'Who asks: the signed-in operator, or the key.',
  access: 'signed_in',
  response: Me,
});

export const updatePreferences = defineRoute({
  method: 'PATCH',
  path: '/api/v1/me/preferences',
  summary: 'Change the preferences that are given.',
  access: 'signed_in',
  // Not of `Preferences`: a default would stand in for what was not given, and overwrite it.
  body: Choices.partial(),
  response: Me,
});

export const changePassword = defineRoute({
  method: 'POST',
  path: '/api/v1/me/password',
  summary: 'Set a new password; every other session of the operator ends.',
  access: 'signed_in',
  body: z.object({ currentPassword: z.string().max(200), newPassword: Password }),
  status: 204,
});
