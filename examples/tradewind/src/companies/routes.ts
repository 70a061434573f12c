import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { countryCodes } from '../catalogue/countries.ts';
import { industryNames } from '../catalogue/industries.ts';
import { requireCaller } from '../http/caller.ts';
import { IdParams, Page } from '../http/input.ts';
import { notFound } from '../http/problem.ts';
import type { Tradewind } from '../tradewind.ts';
import { findCompany, listCompanies } from './companies.store.ts';
import { withProfile } from './with-profile.ts';

const Filter = Page.extend({
  country: z.enum(countryCodes).optional(),
  industry: z.enum(industryNames).optional(),
});

export const companyRoutes = (server: FastifyInstance, app: Tradewind): void => {
  const { pool, taffrail } = app;

  server.get('/api/companies', async (request) => {
    const { organizationId } = requireCaller(request);
    const filter = Filter.parse(request.query);
    return { items: await listCompanies(pool, organizationId, filter, filter) };
  });

  server.get('/api/companies/:id', async (request) => {
    const caller = requireCaller(request);
    const { id } = IdParams.parse(request.params);
    const company = await findCompany(pool, caller.organizationId, id);
    if (!company) throw notFound('company');
    const profiled = await withProfile(app, company, caller);
    const { country, industry } = company;
    await taffrail.logActivity(
      caller,
      {
        action: 'company.viewed',
        resourceType: 'company',
        resourceId: id,
        metadata: { country, industry },
      },
      request,
    );
    return profiled;
  });
};
