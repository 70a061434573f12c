import { z } from 'zod';
import { defineRoute } from './route.ts';
import { Permission, Role } from './permissions.ts';
import { Timestamp } from './page.ts';

export const Email = z.email().max(320);
/** Long rather than complicated (NIST SP 800-63B). */
export const Password = z.string().min(12).max(200);

export const Theme = z.enum(['light', 'dark', 'system']);
export const Density = z.enum(['comfortable', 'compact']);

/** What an operator has set for the console; each field has a default. */
export const Preferences = z.object({
  theme: Theme.default('system'),
  density: Density.default('compact'),
  /** `relative` as "3 min ago", with the moment on hover; `absolute` the other way round. */
  times: z.enum(['relative', 'absolute']).default('relative'),
  /** Single-key shortcuts can be switched off (WCAG 2.1.4). */
  singleKeys: z.boolean().default(true),
  navigation: z.enum(['open', 'collapsed']).default('open'),
  /** Per table: the visible columns, in order. */
  columns: z.record(z.string().max(50), z.array(z.string().max(50)).max(50)).default({}),
});
export type Preferences = z.infer<typeof Preferences>;

/** Who asks, and what the console needs to show itself. */
export const Me = z.object({
  id: z.uuid(),
  email: z.string(),
  name: z.string(),
  role: Role,
  permissions: z.array(Permission),
  preferences: Preferences,
  /** The one time zone that decides day, week, month and "today". */
  reportingTimeZone: z.string(),
  sessionExpiresAt: Timestamp.nullable(),
});
export type Me = z.infer<typeof Me>;

export const signIn = defineRoute({
  method: 'POST',
  path: '/api/v1/session',
  summary: 'Sign in with e-mail and password; sets the session cookie.',
  access: 'public',
  body: z.object({ email: z.string().max(320), password: z.string().max(200) }),
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
  summary: 'The signed-in operator.',
  access: 'signed_in',
  response: Me,
});

export const updatePreferences = defineRoute({
  method: 'PATCH',
  path: '/api/v1/me/preferences',
  summary: 'Change the preferences that are given.',
  access: 'signed_in',
  body: Preferences.partial(),
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
