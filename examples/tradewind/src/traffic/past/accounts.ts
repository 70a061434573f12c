import { packs } from '../../credits/credits.ts';
import { isUpgrade, plans, type PlanName } from '../../plans/plans.ts';
import { idAt } from '../ids.ts';
import { isLow, packFor } from '../visits/buying.ts';
import type { Person } from '../world/customer.ts';
import { forgetOrganization, forgetUser } from './rows.ts';
import {
  addCredits,
  refused,
  timeOf,
  type Effects,
  type PastProduct,
  type Scene,
} from './scene.ts';

type At = Pick<Scene, 'product' | 'at' | 'chance'>;

export const addMember = ({ rows, customer }: PastProduct, person: Person): void => {
  const { id, email, name, role, joinsAt } = person;
  const created_at = timeOf(joinsAt);
  rows.users.push({ id, email, name, created_at });
  rows.members.push({ organization_id: customer.id, user_id: id, role, created_at });
};

const addInvoice = (
  { product, at, chance }: At,
  description: string,
  amountUsd: number,
): string => {
  const id = idAt(chance, at);
  product.rows.invoices.push({
    id,
    organization_id: product.customer.id,
    description,
    amount_usd: amountUsd,
    state: 'sent',
    issued_at: timeOf(at),
    paid_at: null,
  });
  return id;
};

const beginPlan = ({ product, at, chance }: At, plan: PlanName): void => {
  const { rows, customer } = product;
  const { monthlyUsd, credits } = plans[plan];
  const isFirst = rows.subscriptions.length === 0;
  for (const subscription of rows.subscriptions) subscription.ended_at ??= timeOf(at);
  rows.subscriptions.push({
    id: idAt(chance, at),
    organization_id: customer.id,
    plan,
    monthly_usd: monthlyUsd,
    started_at: timeOf(at),
    ended_at: null,
  });
  const given = { product, at, chance };
  if (isFirst || isUpgrade(product.plan, plan)) addCredits(given, credits, 'grant', null);
  if (monthlyUsd > 0) addInvoice(given, `Tradewind ${plan}, one month`, monthlyUsd);
  product.plan = plan;
};

/** The first row of everything that comes after it. */
export const foundOrganization = (scene: At, plan: PlanName): void => {
  const { id, name, country, timeZone, locale, signsUpAt, owner } = scene.product.customer;
  scene.product.rows.organizations.push({
    id,
    name,
    country,
    time_zone: timeZone,
    locale,
    created_at: timeOf(signsUpAt),
  });
  addMember(scene.product, owner);
  beginPlan(scene, plan);
};

const buyCredits = (scene: Scene): void => {
  const { product, log, request } = scene;
  request('POST /api/credits', 201);
  const { plan } = product;
  const credits = packFor(plan);
  const amountUsd = packs[credits];
  const invoiceId = addInvoice(scene, `${credits} credits`, amountUsd);
  addCredits(scene, credits, 'purchase', invoiceId);
  const metadata = { credits, amountUsd, plan };
  log('credit.purchased', { resourceType: 'invoice', resourceId: invoiceId, metadata });
};

export const accounts: Effects<
  | 'signUp'
  | 'signIn'
  | 'signOut'
  | 'changeSettings'
  | 'payBills'
  | 'invite'
  | 'removeMember'
  | 'deleteAccount'
  | 'changePlan'
  | 'closeOrganization'
  | 'openTicket'
  | 'closeTicket'
> = {
  signUp: (scene) => {
    const { id } = scene.product.customer;
    foundOrganization(scene, 'free');
    scene.log('user.signup');
    scene.log('org.created', { resourceType: 'organization', resourceId: id });
    return undefined;
  },

  signIn: ({ log }) => {
    log('user.login');
    return undefined;
  },

  signOut: ({ log }) => {
    log('user.logout');
    return undefined;
  },

  changeSettings: ({ product, log }) => {
    const { id } = product.customer;
    const metadata = { fields: 'locale' };
    log('settings.changed', { resourceType: 'organization', resourceId: id, metadata });
    return undefined;
  },

  payBills: (scene) => {
    const { product, at, request } = scene;
    for (const invoice of product.rows.invoices) {
      if (invoice.state === 'paid') continue;
      invoice.state = 'paid';
      invoice.paid_at = timeOf(at);
      request('POST /api/invoices/:id/payment', 200);
    }
    if (isLow(product.balance, product.plan)) buyCredits(scene);
    return undefined;
  },

  invite: (scene, { person }) => {
    const { product, log } = scene;
    if (product.rows.members.length >= plans[product.plan].seats) return refused.seats;
    addMember(product, person);
    const metadata = { role: person.role };
    log('member.invited', { resourceType: 'user', resourceId: person.id, metadata });
    log('user.signup', { by: { person, at: person.startsAt } });
    return undefined;
  },

  removeMember: ({ product, log }, { person }) => {
    const { rows } = product;
    rows.members = rows.members.filter(({ user_id: id }) => id !== person.id);
    const metadata = { role: person.role };
    log('member.removed', { resourceType: 'user', resourceId: person.id, metadata });
    return undefined;
  },

  deleteAccount: ({ product, person }) => {
    forgetUser(product.rows, person.id);
    return undefined;
  },

  changePlan: (scene, { to }) => {
    const { product, log } = scene;
    const { plan: from, customer } = product;
    if (from === to || product.rows.members.length > plans[to].seats) return refused.conflict;
    beginPlan(scene, to);
    log(isUpgrade(from, to) ? 'plan.upgraded' : 'plan.downgraded', {
      resourceType: 'organization',
      resourceId: customer.id,
      metadata: { from, to, monthlyUsd: plans[to].monthlyUsd },
    });
    return undefined;
  },

  closeOrganization: ({ product, log }) => {
    const { id } = product.customer;
    forgetOrganization(product.rows);
    const metadata = { fields: 'closed', plan: product.plan };
    log('settings.changed', { resourceType: 'organization', resourceId: id, metadata });
    return undefined;
  },

  openTicket: ({ product, person, at, chance }, { subject, body }) => {
    product.rows.tickets.push({
      id: idAt(chance, at),
      organization_id: product.customer.id,
      opened_by: person.id,
      subject,
      body,
      created_at: timeOf(at),
      closed_at: null,
    });
    return undefined;
  },

  closeTicket: ({ product, at }) => {
    const ticket = product.rows.tickets.find(({ closed_at: closedAt }) => closedAt === null);
    if (!ticket) return 'nothing';
    ticket.closed_at = timeOf(at);
    return undefined;
  },
};
