import { spellsBetween, type Spell } from '../../../catalogue/weather.ts';
import { dayMs, minuteMs } from '../../durations.ts';
import type { World } from '../../world/customer.ts';
import type { Report } from '../report.ts';

/** A rule of Prometheus, and how it looks at the catalogue: what is short is not alerted of. */
interface Rule {
  readonly name: string;
  readonly severity: 'critical' | 'warning';
  readonly service: string;
  readonly endpoint?: string;
  readonly summary: string;
  readonly description: string;
}

/** Promised are 99.9 %; somewhat more than 99.5 % are held, as Taffrail's page of health shows. */
const budgetSpent: Rule = {
  name: 'ErrorBudgetSpent',
  severity: 'critical',
  service: 'tradewind-api',
  endpoint: 'GET /api/companies/:id',
  summary: 'GET /api/companies/:id has spent its error budget',
  description:
    'More than 0.1 % of GET /api/companies/:id failed in the last 30 days, with 502 or 504: the catalogue did not answer.',
};

interface SpellRule extends Rule {
  readonly of: Spell['is'];
  readonly firesAfterMs: number;
  readonly endsAfterMs: number;
}

/** What follows from the catalogue's weather, which the product feels. */
const spellRules: readonly SpellRule[] = [
  {
    of: 'slow',
    name: 'CatalogueSlow',
    severity: 'warning',
    service: 'catalogue',
    summary: 'The catalogue answers slowly',
    description: 'The catalogue takes three times as long as usual to answer, for ten minutes now.',
    firesAfterMs: 10 * minuteMs,
    endsAfterMs: 3 * minuteMs,
  },
  {
    of: 'out',
    name: 'CatalogueDown',
    severity: 'critical',
    service: 'catalogue',
    summary: 'The catalogue is out',
    description: 'More than half of what Tradewind asks of the catalogue fails.',
    firesAfterMs: 2 * minuteMs,
    endsAfterMs: 2 * minuteMs,
  },
  {
    of: 'out',
    name: 'ResearchFails',
    severity: 'warning',
    service: 'catalogue',
    summary: 'Discoveries and headhunts fail',
    description: 'More than half of the discoveries and headhunts of the last five minutes failed.',
    firesAfterMs: 5 * minuteMs,
    endsAfterMs: 6 * minuteMs,
  },
];

const prometheus = 'https://prometheus.tradewind.example';

/** A webhook of Alertmanager, version 4, whose routes group by service. */
const toBody = (
  { name, severity, service, endpoint, summary, description }: Rule,
  startsAt: number,
  endsAt: number | undefined,
): object => {
  const status = endsAt === undefined ? 'firing' : 'resolved';
  const labels = { alertname: name, service, severity, ...(endpoint && { endpoint }) };
  const annotations = { summary, description };
  return {
    version: '4',
    groupKey: `{}:{service="${service}"}`,
    truncatedAlerts: 0,
    status,
    receiver: 'taffrail',
    groupLabels: { service },
    commonLabels: labels,
    commonAnnotations: annotations,
    externalURL: 'https://alertmanager.tradewind.example',
    alerts: [
      {
        status,
        labels,
        annotations,
        startsAt: new Date(startsAt).toISOString(),
        endsAt: endsAt === undefined ? '0001-01-01T00:00:00Z' : new Date(endsAt).toISOString(),
        generatorURL: `${prometheus}/graph?g0.expr=${encodeURIComponent(name)}`,
      },
    ],
  };
};

const by = 'alertmanager';

const reportsOf = (beginsAt: number, rule: SpellRule, spell: Spell): Report[] => {
  const startsAt = spell.startsAt + rule.firesAfterMs;
  const endsAt = spell.endsAt + rule.endsAfterMs;
  if (endsAt <= beginsAt) return [];
  return [
    // One that goes on as the world begins is told then.
    {
      by,
      at: Math.max(startsAt, beginsAt),
      outdatedAt: endsAt,
      body: toBody(rule, startsAt, undefined),
    },
    { by, at: endsAt, body: toBody(rule, startsAt, endsAt) },
  ];
};

/**
 * What Prometheus alerts of: the catalogue's bad hours, and from the beginning that more requests
 * fail than were promised. Nothing of the past: incidents count from
 * when they are heard of.
 */
export const alertmanagerReports = ({ seed, beginsAt }: World, until: number): Report[] => [
  { by, at: beginsAt, body: toBody(budgetSpent, beginsAt, undefined) },
  ...spellsBetween(seed, beginsAt - dayMs, until).flatMap((spell) =>
    spellRules
      .filter((rule) => rule.of === spell.is)
      .flatMap((rule) => reportsOf(beginsAt, rule, spell)),
  ),
];
