import type { ListedPerson } from '../catalogue/entries.ts';
import { findCompany } from '../companies/companies.store.ts';
import { insertContacts } from '../contacts/contacts.store.ts';
import { Problem } from '../http/problem.ts';
import type { JobHandler } from '../jobs/worker.ts';
import type { Tradewind } from '../tradewind.ts';
import { findHeadhunt, finishHeadhunt } from './headhunts.store.ts';

/** A headhunt always completes; when the catalogue fails it has found nobody, and says why. */
export const runHeadhunt =
  ({ pool, taffrail, catalogue }: Tradewind): JobHandler =>
  async (job, signal) => {
    const { organizationId, plan, resourceId: id } = job;
    const headhunt = await findHeadhunt(pool, organizationId, id);
    const company = headhunt && (await findCompany(pool, organizationId, headhunt.companyId));
    if (!company) return;
    const startedAt = performance.now();
    let people: ListedPerson[] = [];
    let failure: string | undefined;
    try {
      people = await catalogue.people(company, headhunt.position, { plan, signal });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const context = { position: headhunt.position, country: company.country, plan };
      taffrail.log(job, { level: 'error', source: 'headhunt', error, context });
      failure = error.code;
    }
    await insertContacts(pool, { organizationId, companyId: company.id }, people);
    await finishHeadhunt(pool, id, people.length);
    await taffrail.logActivity(job, {
      action: 'headhunt.completed',
      resourceType: 'company',
      resourceId: company.id,
      metadata: {
        position: headhunt.position,
        contactsFound: people.length,
        durationMs: Math.round(performance.now() - startedAt),
        ...(failure !== undefined && { error: failure }),
      },
    });
  };
