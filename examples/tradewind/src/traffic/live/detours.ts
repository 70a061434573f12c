import { isLow, packFor } from '../visits/buying.ts';
import { exportEveryMs, exportRoutes } from '../visits/pages.ts';
import type { StepName, StepOf } from '../visits/step.ts';
import { planAt, visitorPassword } from '../world/customer.ts';
import { credentialsOf } from './acts.ts';
import { openTab, type Live, type Tab } from './tab.ts';

/** What some steps ask for besides the one request of their page. */
type Detours = {
  readonly [Name in StepName]?: (tab: Tab, step: StepOf<Name>, live: Live) => Promise<void>;
};

/** Nobody's. */
const lostId = '0193b6a0-0000-7000-8000-000000000000';

const exportAll: Detours['export'] = async (tab, { pages }) => {
  for (let page = 0; page < pages; page += 1) {
    const route = exportRoutes[page % exportRoutes.length] ?? exportRoutes[0];
    await tab.ask(`${route}?limit=100&offset=${Math.floor(page / exportRoutes.length) * 100}`);
    await tab.wait(exportEveryMs);
  }
};

const payBills: Detours['payBills'] = async (tab, _, { clock }) => {
  const invoices = tab.lists.get('GET /api/invoices') ?? [];
  for (const { id } of invoices.filter((invoice) => invoice['state'] === 'sent'))
    await tab.ask('POST /api/invoices/:id/payment', { params: { id } });
  const { body } = await tab.ask('GET /api/credits');
  const plan = planAt(tab.visit.customer, clock.now());
  if (isLow(Number(body['balance']), plan))
    await tab.ask('POST /api/credits', { body: { credits: packFor(plan) } });
};

const slip: Detours['slip'] = async (tab, { kind }) => {
  const { body } = credentialsOf(tab.visit.person);
  if (kind === 'wrongPassword')
    await tab.ask('POST /api/sessions', { body: Object.assign({}, body, { password: 'qwertz' }) });
  if (kind === 'lostLink') await tab.ask('GET /api/leads/:id', { params: { id: lostId } });
  if (kind === 'badForm') await tab.ask('POST /api/discoveries', { body: { keyword: '' } });
  if (kind === 'notAllowed') await tab.ask('POST /api/members', { body: {} });
};

/** The one who was invited finds the mail and opens the link in it. */
const acceptInvite: Detours['invite'] = async (tab, { person }, live) => {
  const { inviteToken } = tab.done;
  if (typeof inviteToken !== 'string') return;
  await openTab(live, tab.visit, person).ask('POST /api/invites/:token/acceptance', {
    params: { token: inviteToken },
    body: { password: visitorPassword },
  });
};

export const detours: Detours = { export: exportAll, payBills, slip, invite: acceptInvite };
