import { dayMs } from '../../durations.ts';
import { idAt } from '../../ids.ts';
import type { LeadRow } from '../rows.ts';
import { pickFrom, timeOf, type Answer, type Effects, type Scene } from '../scene.ts';
import { scoreResult } from './model-work.ts';

const withLead = (scene: Scene, pick: number, act: (lead: LeadRow) => void): Answer => {
  const lead = pickFrom(scene.product.rows.leads, pick);
  if (!lead) return 'nothing';
  act(lead);
  return undefined;
};

export const selling: Effects<
  | 'createLead'
  | 'openLead'
  | 'updateLead'
  | 'deleteLead'
  | 'noteInteraction'
  | 'createTask'
  | 'completeTask'
> = {
  createLead: (scene, { pick, valueUsd }) => {
    const { product, person, at, chance, log } = scene;
    const { rows, customer, ledCompanies } = product;
    const recent = rows.companies.slice(-100).filter(({ id }) => !ledCompanies.has(id));
    const company = pickFrom(recent, pick);
    if (!company) return 'nothing';
    ledCompanies.add(company.id);
    const id = idAt(chance, at);
    rows.leads.push({
      id,
      organization_id: customer.id,
      company_id: company.id,
      owner_id: person.id,
      stage: 'new',
      value_usd: valueUsd,
      created_at: timeOf(at),
      updated_at: timeOf(at),
    });
    const { country, industry, discovery_id: runId, rank } = company;
    const keyword = rows.discoveries.findLast((discovery) => discovery.id === runId)?.keyword;
    log('lead.created', {
      resourceType: 'lead',
      resourceId: id,
      metadata: { ...(keyword !== undefined && { keyword }), country, industry, valueUsd },
    });
    scoreResult(scene, 'discovery', { id, runId, rank });
    return undefined;
  },

  openLead: (scene, { pick }) =>
    withLead(scene, pick, (lead) => {
      const metadata = { stage: lead.stage };
      scene.log('lead.viewed', { resourceType: 'lead', resourceId: lead.id, metadata });
    }),

  updateLead: (scene, { pick, stage }) =>
    withLead(scene, pick, (lead) => {
      const metadata = { from: lead.stage, to: stage };
      lead.stage = stage;
      lead.updated_at = timeOf(scene.at);
      scene.log('lead.updated', { resourceType: 'lead', resourceId: lead.id, metadata });
    }),

  deleteLead: (scene, { pick }) =>
    withLead(scene, pick, (lead) => {
      const { rows } = scene.product;
      scene.product.ledCompanies.delete(lead.company_id);
      rows.leads = rows.leads.filter((other) => other !== lead);
      rows.tasks = rows.tasks.filter((task) => task.lead_id !== lead.id);
      rows.interactions = rows.interactions.filter((one) => one.lead_id !== lead.id);
      const metadata = { stage: lead.stage };
      scene.log('lead.deleted', { resourceType: 'lead', resourceId: lead.id, metadata });
    }),

  noteInteraction: (scene, { pick, kind, note }) =>
    withLead(scene, pick, (lead) => {
      const { product, person, at, chance, log } = scene;
      product.rows.interactions.push({
        id: idAt(chance, at),
        organization_id: product.customer.id,
        lead_id: lead.id,
        user_id: person.id,
        kind,
        note,
        created_at: timeOf(at),
      });
      const metadata = { kind };
      log('interaction.created', { resourceType: 'lead', resourceId: lead.id, metadata });
    }),

  createTask: (scene, { pick, title, dueInDays }) =>
    withLead(scene, pick, (lead) => {
      const { product, person, at, chance, log } = scene;
      const id = idAt(chance, at);
      product.rows.tasks.push({
        id,
        organization_id: product.customer.id,
        lead_id: lead.id,
        user_id: person.id,
        title,
        due_at: timeOf(at + dueInDays * dayMs),
        completed_at: null,
        created_at: timeOf(at),
      });
      const metadata = { leadId: lead.id };
      log('task.created', { resourceType: 'task', resourceId: id, metadata });
    }),

  completeTask: ({ product, at, log }, { pick }) => {
    const open = product.rows.tasks.filter((task) => task.completed_at === null);
    const task = pickFrom(open, pick);
    if (!task) return 'nothing';
    task.completed_at = timeOf(at);
    const metadata = { leadId: task.lead_id, isLate: task.due_at < task.completed_at };
    log('task.completed', { resourceType: 'task', resourceId: task.id, metadata });
    return undefined;
  },
};
