import { findCompany } from '../companies/companies.store.ts';
import { insertContacts } from '../contacts/contacts.store.ts';
import { Problem } from '../http/problem.ts';
import type { JobHandler } from '../jobs/worker.ts';
import type { Tradewind } from '../tradewind.ts';
import { findHeadhunt, finishHeadhunt } from './headhunts.store.ts';
import { headhuntStages, orderPeople, type RankedPerson } from './order-people.ts';

/** A headhunt always completes; when the catalogue fails it has found nobody, and says why. */
export const runHeadhunt =
  (app: Tradewind): JobHandler =>
  async (job, signal) => {
    const { pool, taffrail, catalogue } = app;
    const { organizationId, plan, resourceId: id } = job;
    const headhunt = await findHeadhunt(pool, organizationId, id);
    const company = headhunt && (await findCompany(pool, organizationId, headhunt.companyId));
    if (!company) return;
    const startedAt = performance.now();
    const { position } = headhunt;
    const pipeline = { name: 'headhunt', id, stages: headhuntStages };
    let people: RankedPerson[] = [];
    let failure: string | undefined;
    try {
      people = await taffrail.pipeline(pipeline, job, async (run) => {
        const found = await run.stage('search', () =>
          catalogue.people(company, position, { plan, signal }),
        );
        return orderPeople(app, { job, company, position, run, signal }, found);
      });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const context = { position, country: company.country, plan };
      taffrail.log(job, { level: 'error', source: 'headhunt', error, context });
      failure = error.code;
    }
    await insertContacts(pool, { organizationId, companyId: company.id, headhuntId: id }, people);
    await finishHeadhunt(pool, id, people.length);
    await taffrail.logActivity(job, {
      action: 'headhunt.completed',
      resourceType: 'company',
      resourceId: company.id,
      metadata: {
        position,
        contactsFound: people.length,
        durationMs: Math.round(performance.now() - startedAt),
        ...(failure !== undefined && { error: failure }),
      },
    });
  };
