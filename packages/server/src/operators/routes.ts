import {
  acceptInvite as acceptInviteRoute,
  createInvite as createInviteRoute,
  getInvite as getInviteRoute,
  listOperators,
  updateOperator,
  withdrawInvite as withdrawInviteRoute,
} from '@taffrail/contract';
import { byCaller, placeOf } from '../access/audit.ts';
import { requireOperator } from '../access/caller.ts';
import { setSessionCookie } from '../access/sessions/session-cookie.ts';
import type { HttpServer } from '../platform/http/http-server.ts';
import { mountRoute } from '../platform/http/mount-route.ts';
import { getOperatorMe } from '../session/session.ts';
import type { AppContext, Slice } from '../slice.ts';
import { acceptInvite, createInvite, getInvite, toInvite, withdrawInvite } from './invites.ts';
import { listWaitingInvites } from './invites.store.ts';
import { changeOperator, toOperator } from './operators.ts';
import { listOperatorRows } from './operators.store.ts';

const routes = (server: HttpServer, app: AppContext): void => {
  const { db, clock } = app;

  mountRoute(server, listOperators, async () => ({
    items: (await listOperatorRows(db)).map(toOperator),
    invites: (await listWaitingInvites(db, clock.now())).map(toInvite),
  }));

  mountRoute(server, updateOperator, ({ params, body, request }) =>
    changeOperator(app, params.id, body, byCaller(request)),
  );

  mountRoute(server, createInviteRoute, ({ body, request }) =>
    createInvite(app, body, { id: requireOperator(request).id, by: byCaller(request) }),
  );

  mountRoute(server, withdrawInviteRoute, async ({ params, request }) => {
    await withdrawInvite(app, params.id, byCaller(request));
    return undefined;
  });

  mountRoute(server, getInviteRoute, async ({ body }) => {
    const { email, role, expiresAt } = toInvite(await getInvite(app, body.token));
    return { email, role, expiresAt };
  });

  mountRoute(server, acceptInviteRoute, async ({ body, request, reply }) => {
    const from = { ...placeOf(request), userAgent: request.headers['user-agent'] ?? null };
    const { operatorId, session } = await acceptInvite(app, body, from);
    setSessionCookie(reply, app.publicUrl, session.token);
    return getOperatorMe(app, operatorId, session.expiresAt);
  });
};

export const operators: Slice = { name: 'operators', routes };
