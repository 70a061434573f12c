import {
  entriesFor,
  peopleAt,
  profileOf,
  type Entry,
  type ListedPerson,
} from '../../../catalogue/entries.ts';
import { catalogueProblems } from '../../../catalogue/catalogue.ts';
import { outcomeOf, weatherAt, type Outcome } from '../../../catalogue/weather.ts';
import type { CountryCode } from '../../../catalogue/countries.ts';
import { doneMessage, mayFail } from '../../../batches/run-batch.ts';
import { prices } from '../../../credits/credits.ts';
import { plans } from '../../../plans/plans.ts';
import { idAt } from '../../ids.ts';
import type { CompanyRow } from '../rows.ts';
import { addJob, consume, pickFrom, refused, timeOf, type Effects, type Scene } from '../scene.ts';
import { scoreResult, workOnResults, type ModelWork } from './model-work.ts';
import { noteOfJob } from './notes.ts';

const askCatalogue = ({ chance, product, seed, at }: Scene): Outcome =>
  outcomeOf(chance, product.plan, weatherAt(seed, at));

/** A job of the worker that has ended. */
interface Done extends Pick<ModelWork, 'ranks'> {
  readonly id: string;
  readonly doneAt: number;
}

const keepCompanies = (
  scene: Scene,
  entries: readonly Entry[],
  { id, doneAt, ranks }: Done,
): void => {
  const { product, chance } = scene;
  const { rows, customer, knownCompanies } = product;
  const placed = entries.map((entry, index) => ({ entry, rank: ranks?.[index] ?? null }));
  // The best come last: lists begin with the latest.
  for (const { entry, rank } of placed.toSorted((a, b) => (b.rank ?? 0) - (a.rank ?? 0))) {
    const { catalogueId, name, country, industry, website } = entry;
    if (knownCompanies.has(catalogueId)) continue;
    knownCompanies.add(catalogueId);
    rows.companies.push({
      id: idAt(chance, doneAt),
      organization_id: customer.id,
      discovery_id: id,
      catalogue_id: catalogueId,
      name,
      country,
      industry,
      website,
      rank,
      employees: null,
      profile: null,
      created_at: timeOf(doneAt),
    });
  }
};

/** What the catalogue answered, if it had to be asked. */
const lookUp = (scene: Scene, company: CompanyRow): Outcome | undefined => {
  if (company.profile !== null) return undefined;
  const outcome = askCatalogue(scene);
  const { catalogue_id: catalogueId, name } = company;
  if (outcome.is === 'answered') Object.assign(company, profileOf({ catalogueId, name }));
  return outcome;
};

const listedAt = (company: CompanyRow, position: string): ListedPerson[] => {
  const { catalogue_id: catalogueId, website } = company;
  const country = company.country as CountryCode;
  return peopleAt({ catalogueId, country, website }, position);
};

const keepPeople = (
  { product, chance }: Scene,
  company: CompanyRow,
  people: readonly ListedPerson[],
  { id, doneAt, ranks }: Done,
): void => {
  const { contacts } = product.rows;
  for (const [index, { name, email, position }] of people.entries()) {
    if (contacts.some((contact) => contact.company_id === company.id && contact.email === email))
      continue;
    contacts.push({
      id: idAt(chance, doneAt),
      organization_id: product.customer.id,
      company_id: company.id,
      headhunt_id: id,
      rank: ranks?.[index] ?? null,
      name,
      position,
      email,
      revealed_at: null,
      created_at: timeOf(doneAt),
    });
  }
};

const failureOf = ({ is }: Outcome): string | undefined =>
  is === 'answered' ? undefined : catalogueProblems[is][1];

export const research: Effects<
  'discover' | 'openCompany' | 'headhunt' | 'openContact' | 'startBatch'
> = {
  discover: (scene, { search }) => {
    const { product, person, at, chance, log } = scene;
    const id = idAt(chance, at);
    if (!consume(scene, prices.discovery, 'discovery', id)) return refused.credits;
    const about = { resourceType: 'search', resourceId: id } as const;
    log('discovery.started', { ...about, metadata: { ...search } });
    const asked = askCatalogue(scene);
    const { is } = asked;
    const entries = is === 'answered' ? entriesFor(search) : [];
    const { durationMs, ranks } = workOnResults(scene, {
      id,
      kind: 'discovery',
      tookMs: asked.latencyMs * 6,
      found: entries.length,
      failure: failureOf(asked),
    });
    const doneAt = at + durationMs;
    addJob(scene, 'discovery', id, doneAt);
    const error = is === 'answered' ? null : `catalogue_${is}`;
    if (is !== 'answered')
      scene.note(noteOfJob('discovery', is, { doneAt, context: { ...search } }));
    keepCompanies(scene, entries, { id, doneAt, ranks });
    const found = error === null ? entries.length : null;
    product.rows.discoveries.push({
      id,
      organization_id: product.customer.id,
      started_by: person.id,
      ...search,
      state: error === null ? 'completed' : 'failed',
      found,
      error,
      created_at: timeOf(at),
      finished_at: timeOf(doneAt),
    });
    const outcome = error === null ? { companiesFound: found } : { error };
    log(error === null ? 'discovery.completed' : 'discovery.failed', {
      ...about,
      metadata: { ...search, ...outcome, durationMs },
      doneAt,
    });
    return undefined;
  },

  openCompany: (scene, { pick }) => {
    const company = pickFrom(scene.product.rows.companies, pick);
    if (!company) return 'nothing';
    const outcome = lookUp(scene, company);
    const tookMs = (outcome?.latencyMs ?? 0) / 2;
    if (outcome?.is === 'timeout') return { status: 504, tookMs };
    if (outcome?.is === 'unavailable') return { status: 502, tookMs };
    const { id, country, industry } = company;
    const metadata = { country, industry };
    scene.log('company.viewed', { resourceType: 'company', resourceId: id, metadata });
    return { tookMs };
  },

  headhunt: (scene, { pick, position }) => {
    const { product, person, at, chance, log } = scene;
    const company = pickFrom(product.rows.companies, pick);
    const id = idAt(chance, at);
    if (!company || !plans[product.plan].hasHeadhunts) return 'nothing';
    if (!consume(scene, prices.headhunt, 'headhunt', id)) return refused.credits;
    const about = { resourceType: 'company', resourceId: company.id } as const;
    log('headhunt.started', { ...about, metadata: { position, country: company.country } });
    const asked = askCatalogue(scene);
    const { is } = asked;
    const people = is === 'answered' ? listedAt(company, position) : [];
    const { durationMs, ranks } = workOnResults(scene, {
      id,
      kind: 'headhunt',
      tookMs: asked.latencyMs * 4,
      found: people.length,
      failure: failureOf(asked),
    });
    const doneAt = at + durationMs;
    addJob(scene, 'headhunt', id, doneAt);
    if (is !== 'answered')
      scene.note(
        noteOfJob('headhunt', is, { doneAt, context: { position, country: company.country } }),
      );
    keepPeople(scene, company, people, { id, doneAt, ranks });
    const found = people.length;
    product.rows.headhunts.push({
      id,
      organization_id: product.customer.id,
      company_id: company.id,
      started_by: person.id,
      position,
      state: 'completed',
      found,
      created_at: timeOf(at),
      finished_at: timeOf(doneAt),
    });
    const failure = is === 'answered' ? {} : { error: `catalogue_${is}` };
    const metadata = { position, contactsFound: found, durationMs, ...failure };
    log('headhunt.completed', { ...about, metadata, doneAt });
    return undefined;
  },

  openContact: (scene, { pick }) => {
    const { product, at, log } = scene;
    const contact = pickFrom(product.rows.contacts, pick);
    if (!contact) return 'nothing';
    const isFirst = contact.revealed_at === null;
    if (isFirst && !consume(scene, prices.contact, 'contact', contact.id)) return refused.credits;
    contact.revealed_at ??= timeOf(at);
    const metadata = { position: contact.position, isFirst };
    log('contact.viewed', { resourceType: 'contact', resourceId: contact.id, metadata });
    const { id, headhunt_id: runId, rank } = contact;
    if (isFirst) scoreResult(scene, 'headhunt', { id, runId, rank });
    return undefined;
  },

  startBatch: (scene, { size }) => {
    const { product, person, at, chance, log } = scene;
    const companies = product.rows.companies.slice(-Math.min(size, plans[product.plan].batchSize));
    const id = idAt(chance, at);
    if (companies.length === 0) return 'nothing';
    const credits = prices.batchCompany * companies.length;
    if (!consume(scene, credits, 'batch', id)) return refused.credits;
    const about = { resourceType: 'batch_job', resourceId: id } as const;
    log('batch.started', { ...about, metadata: { companies: companies.length } });
    const outcomes = companies.map((company) => lookUp(scene, company)?.is ?? 'answered');
    const failures = outcomes.filter((outcome) => outcome !== 'answered').length;
    const lookedUp = companies.length - failures;
    const durationMs = companies.length * chance.integer(60, 400);
    const doneAt = at + durationMs;
    addJob(scene, 'batch', id, doneAt);
    const error = failures > mayFail ? 'catalogue_unavailable' : null;
    if (failures > 0) {
      const level = error === null ? 'warning' : 'error';
      const context = { companies: companies.length, lookedUp };
      scene.note(noteOfJob('batch', 'unavailable', { doneAt, context, level }));
    }
    if (error === null)
      scene.note({ level: 'info', source: 'batch', message: doneMessage(lookedUp), doneAt });
    product.rows.batches.push({
      id,
      organization_id: product.customer.id,
      started_by: person.id,
      company_ids: companies.map((company) => company.id),
      state: error === null ? 'completed' : 'failed',
      looked_up: lookedUp,
      error,
      created_at: timeOf(at),
      finished_at: timeOf(doneAt),
    });
    log(error === null ? 'batch.completed' : 'batch.failed', {
      ...about,
      metadata: { companies: companies.length, lookedUp, durationMs, ...(error && { error }) },
      doneAt,
    });
    return undefined;
  },
};
