import { z } from 'zod';
import { defineRoute } from './route.ts';
import { IdParams, Timestamp } from './page.ts';
import { Role } from './permission-names.ts';
import { Email, Me, Password } from './session.ts';
import { Text } from './text.ts';

/** Somebody who signs in to the console; never a user of the product. */
export const Operator = z.object({
  id: z.uuid(),
  email: z.string(),
  name: z.string(),
  role: Role,
  createdAt: Timestamp,
  lastSeenAt: Timestamp.nullable(),
  /** Set when the operator may no longer sign in. */
  disabledAt: Timestamp.nullable(),
});
export type Operator = z.infer<typeof Operator>;

/** An invitation that waits to be accepted. */
export const OperatorInvite = z.object({
  id: z.uuid(),
  email: z.string(),
  role: Role,
  invitedBy: z.string(),
  createdAt: Timestamp,
  expiresAt: Timestamp,
});
export type OperatorInvite = z.infer<typeof OperatorInvite>;

export const listOperators = defineRoute({
  method: 'GET',
  path: '/api/v1/operators',
  summary: 'Everybody who may sign in, and the invitations that wait.',
  access: 'operators.manage',
  response: z.object({ items: z.array(Operator), invites: z.array(OperatorInvite) }),
});

export const updateOperator = defineRoute({
  method: 'PATCH',
  path: '/api/v1/operators/:id',
  summary: 'Change the role of an operator, or disable and enable them.',
  access: 'operators.manage',
  params: IdParams,
  body: z.object({ role: Role.optional(), disabled: z.boolean().optional() }),
  response: Operator,
});

export const createInvite = defineRoute({
  method: 'POST',
  path: '/api/v1/operators/invites',
  summary: 'Invite by a link, which is shown once and can be used once within seven days.',
  access: 'operators.manage',
  body: z.object({ email: Email, role: Role }),
  status: 201,
  response: OperatorInvite.extend({ url: z.url() }),
});

export const withdrawInvite = defineRoute({
  method: 'DELETE',
  path: '/api/v1/operators/invites/:id',
  summary: 'Withdraw an invitation.',
  access: 'operators.manage',
  params: IdParams,
  status: 204,
});

const InviteToken = z.object({ token: z.string().max(200) });

export const getInvite = defineRoute({
  method: 'POST',
  path: '/api/v1/invites/look-up',
  summary: 'Whom an invitation is for; the token travels in the body, not in an address.',
  access: 'public',
  body: InviteToken,
  response: z.object({ email: z.string(), role: Role, expiresAt: Timestamp }),
});

export const acceptInvite = defineRoute({
  method: 'POST',
  path: '/api/v1/invites/accept',
  summary: 'Become an operator; signs in.',
  access: 'public',
  body: InviteToken.extend({ name: Text(100).trim().min(1), password: Password }),
  response: Me,
});
