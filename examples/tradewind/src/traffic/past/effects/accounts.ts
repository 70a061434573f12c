import { packs } from '../../../credits/credits.ts';
import { plans } from '../../../plans/plans.ts';
import { idAt } from '../../ids.ts';
import { isLow, packFor } from '../../visits/buying.ts';
import type { Person, PlanPeriod } from '../../world/customer.ts';
import { forgetUser } from '../rows.ts';
import {
  addCredits,
  refused,
  timeOf,
  type Effects,
  type PastProduct,
  type Scene,
} from '../scene.ts';
import { addInvoice, beginPlans, logInvoice, type At } from './subscribing.ts';

export const addMember = ({ rows, customer }: PastProduct, person: Person): void => {
  const { id, email, name, role, joinsAt } = person;
  const created_at = timeOf(joinsAt);
  rows.users.push({ id, email, name, created_at });
  rows.members.push({ organization_id: customer.id, user_id: id, role, created_at });
};

/** The first row of everything that comes after it. */
export const foundOrganization = (scene: At, periods: readonly PlanPeriod[]): void => {
  const { customer } = scene.product;
  const { id, name, country, timeZone, locale, signsUpAt, owner, terms } = customer;
  scene.product.rows.organizations.push({
    id,
    name,
    country,
    time_zone: timeZone,
    locale,
    pays_by: terms.paysBy,
    currency: terms.currency,
    bills_every: terms.billsEvery,
    created_at: timeOf(signsUpAt),
  });
  addMember(scene.product, owner);
  beginPlans(scene, periods);
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
  logInvoice(scene, invoiceId);
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
  | 'openTicket'
  | 'closeTicket'
> = {
  signUp: (scene) => {
    const { id } = scene.product.customer;
    foundOrganization(scene, [{ from: scene.at, plan: 'free' }]);
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
