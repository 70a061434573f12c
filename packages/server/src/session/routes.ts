import {
  changePassword as changePasswordRoute,
  getMe,
  signIn as signInRoute,
  signOut as signOutRoute,
  updatePreferences,
} from '@taffrail/contract';
import { byCaller, placeOf } from '../access/audit.ts';
import { requireCaller, requireOperator } from '../access/caller.ts';
import {
  clearSessionCookie,
  readSessionCookie,
  setSessionCookie,
} from '../access/sessions/session-cookie.ts';
import type { HttpServer } from '../platform/http/http-server.ts';
import { mountRoute } from '../platform/http/mount-route.ts';
import type { AppContext, Slice } from '../slice.ts';
import {
  changePassword,
  changePreferences,
  getOperatorMe,
  signIn,
  signOut,
  toKeyMe,
} from './session.ts';
import { createSignInThrottle } from './sign-in-throttle.ts';

const routes = (server: HttpServer, app: AppContext): void => {
  const rules = { ...app, throttle: createSignInThrottle(app.clock) };

  mountRoute(server, signInRoute, async ({ body, request, reply }) => {
    const replaces = readSessionCookie(request, app.publicUrl);
    const userAgent = request.headers['user-agent'] ?? null;
    const from = { ...placeOf(request), userAgent };
    const { me, session } = await signIn(rules, { ...body, replaces }, from);
    setSessionCookie(reply, app.publicUrl, session.token);
    return me;
  });

  mountRoute(server, signOutRoute, async ({ request, reply }) => {
    await signOut(app, requireOperator(request), byCaller(request));
    clearSessionCookie(reply, app.publicUrl);
    return undefined;
  });

  mountRoute(server, getMe, async ({ request }) => {
    const caller = requireCaller(request);
    return caller.session
      ? getOperatorMe(app, caller.id, caller.session.expiresAt)
      : toKeyMe(caller, app);
  });

  mountRoute(server, updatePreferences, ({ body, request }) =>
    changePreferences(app, requireOperator(request), body),
  );

  mountRoute(server, changePasswordRoute, async ({ body, request }) => {
    await changePassword(rules, requireOperator(request), body, byCaller(request));
    return undefined;
  });
};

export const session: Slice = { name: 'session', routes };
