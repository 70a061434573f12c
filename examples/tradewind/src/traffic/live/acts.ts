import { dayMs } from '../durations.ts';
import type { StepName, StepOf } from '../visits/step.ts';
import { visitorPassword, type Person } from '../world/customer.ts';
import type { Ask, Item, Tab } from './tab.ts';

/** What the step's request is to say, out of what the tab has seen; nothing to ask for is undefined. */
type Act<Name extends StepName> = (tab: Tab, step: StepOf<Name>, now: number) => Ask | undefined;

type Acts = { readonly [Name in StepName]?: Act<Name> };

const pickFrom = (tab: Tab, route: string, pick: number): Item | undefined => {
  const items = tab.lists.get(route) ?? [];
  return items[Math.floor(pick * items.length)];
};

/** The one that is picked is open from then on. */
const openFrom = (tab: Tab, noun: string, pick: number): string | undefined => {
  const id = pickFrom(tab, `GET /api/${noun}`, pick)?.id;
  if (id !== undefined) tab.open.set(noun, id);
  return id;
};

const about = (id: string | undefined, body?: unknown): Ask | undefined =>
  id === undefined ? undefined : { params: { id }, body };

const openLead = (tab: Tab, body?: unknown): Ask | undefined => about(tab.open.get('leads'), body);

export const credentialsOf = ({ email }: Person): Ask => ({
  body: { email, password: visitorPassword },
});

export const acts: Acts = {
  signUp: ({ visit }) => {
    const { name, country, timeZone, locale, owner } = visit.customer;
    const organization = { name, country, timeZone, locale };
    const { email, name: ownerName } = owner;
    return { body: { email, password: visitorPassword, name: ownerName, organization } };
  },
  signIn: ({ visit }) => credentialsOf(visit.person),

  discover: (_, { search }) => ({ body: search }),
  openCompany: (tab, { pick }) => about(openFrom(tab, 'companies', pick)),
  headhunt: (tab, { pick, position }) => {
    const companyId = openFrom(tab, 'companies', pick);
    return companyId === undefined ? undefined : { body: { companyId, position } };
  },
  openContact: (tab, { pick }) => about(pickFrom(tab, 'GET /api/companies/:id/contacts', pick)?.id),
  startBatch: (tab, { size }) => {
    const companies = (tab.lists.get('GET /api/companies') ?? []).slice(0, size);
    if (companies.length === 0) return undefined;
    return { body: { companyIds: companies.map(({ id }) => id) } };
  },

  createLead: (tab, { pick, valueUsd }) => {
    const led = new Set((tab.lists.get('GET /api/leads') ?? []).map((lead) => lead['companyId']));
    const free = (tab.lists.get('GET /api/companies') ?? []).filter(({ id }) => !led.has(id));
    const companyId = free[Math.floor(pick * free.length)]?.id;
    return companyId === undefined ? undefined : { body: { companyId, valueUsd } };
  },
  openLead: (tab, { pick }) => about(openFrom(tab, 'leads', pick)),
  updateLead: (tab, { stage }) => openLead(tab, { stage }),
  deleteLead: (tab) => {
    const asked = openLead(tab);
    tab.open.delete('leads');
    return asked;
  },
  noteInteraction: (tab, { kind, note }) => openLead(tab, { kind, note }),
  createTask: (tab, { title, dueInDays }, now) => {
    const leadId = tab.open.get('leads');
    const dueAt = new Date(now + dueInDays * dayMs);
    return leadId === undefined ? undefined : { body: { leadId, title, dueAt } };
  },
  completeTask: (tab, { pick }) => about(openFrom(tab, 'tasks', pick)),

  openTicket: (_, { subject, body }) => ({ body: { subject, body } }),
  closeTicket: (tab) => {
    const tickets = tab.lists.get('GET /api/tickets') ?? [];
    return about(tickets.find((ticket) => ticket['closedAt'] === null)?.id);
  },

  changeSettings: ({ visit }) => ({ body: { locale: visit.customer.locale } }),
  invite: (_, { person: { email, name, role } }) => ({ body: { email, name, role } }),
  removeMember: (tab, { person: { email } }) => {
    const members = tab.lists.get('GET /api/members') ?? [];
    const userId = members.find((member) => member['email'] === email)?.['userId'];
    return typeof userId === 'string' ? { params: { userId } } : undefined;
  },
  changePlan: (_, { to }) => ({ body: { plan: to } }),
  cancelPlan: () => ({}),
  signOut: () => ({}),
  deleteAccount: () => ({}),
  closeOrganization: () => ({}),
};
