import type { FastifyInstance } from 'fastify';
import { findCompany } from '../companies/companies.store.ts';
import { logConsumption, prices, takeCredits } from '../credits/credits.ts';
import type { CreditEntry } from '../credits/credits.store.ts';
import { inTransaction } from '../database/pool.ts';
import { requireCaller, requireEditor } from '../http/caller.ts';
import { IdParams } from '../http/input.ts';
import { notFound } from '../http/problem.ts';
import { scoreOfRank } from '../models/score-rank.ts';
import type { Tradewind } from '../tradewind.ts';
import { findContact, listContacts, revealContact, type Contact } from './contacts.store.ts';

/** In a list nobody sees an address that has not been paid for. */
const withoutAddress = (contact: Contact): Contact =>
  contact.revealedAt ? contact : { ...contact, email: '…', opening: null };

export const contactRoutes = (server: FastifyInstance, app: Tradewind): void => {
  const { pool, taffrail } = app;

  /** The first to open a contact pays for the whole organization. */
  const reveal = (organizationId: string, id: string): Promise<CreditEntry | undefined> =>
    inTransaction(pool, async (tx) => {
      if (!(await revealContact(tx, id))) return undefined;
      const wanted = { reason: 'contact', resourceId: id } as const;
      return takeCredits(tx, organizationId, prices.contact, wanted);
    });

  server.get('/api/companies/:id/contacts', async (request) => {
    const { organizationId } = requireCaller(request);
    const { id } = IdParams.parse(request.params);
    if (!(await findCompany(pool, organizationId, id))) throw notFound('company');
    return { items: (await listContacts(pool, organizationId, id)).map(withoutAddress) };
  });

  server.get('/api/contacts/:id', async (request) => {
    const caller = requireEditor(request);
    const { id } = IdParams.parse(request.params);
    const contact = await findContact(pool, caller.organizationId, id);
    if (!contact) throw notFound('contact');
    const entry = await reveal(caller.organizationId, id);
    await taffrail.logActivity(
      caller,
      {
        action: 'contact.viewed',
        resourceType: 'contact',
        resourceId: id,
        metadata: { position: contact.position, isFirst: entry !== undefined },
      },
      request,
    );
    if (entry) {
      await logConsumption(app, caller, entry, request);
      const { headhuntId, rank } = contact;
      if (headhuntId !== null && rank !== null)
        taffrail.score(headhuntId, 'rank', scoreOfRank(rank, 'headhunt'), { name: 'people' });
    }
    return contact;
  });
};
