import type { Session, Taffrail } from '@taffrail/node';
import type { FastifyRequest } from 'fastify';
import type { Invoice } from './invoices.store.ts';

/** After the commit. The action is Tradewind's own: its taffrail.config.ts says what it is called. */
export const logInvoice = (
  taffrail: Taffrail,
  session: Session,
  { id, description, amountUsd }: Invoice,
  request?: FastifyRequest,
): Promise<void> =>
  taffrail.logActivity(
    session,
    {
      action: 'invoice.sent',
      resourceType: 'invoice',
      resourceId: id,
      metadata: { description, amountUsd: Number(amountUsd) },
    },
    request,
  );
