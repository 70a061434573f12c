import { endedWithoutATimeSql } from './src/discoveries/ended-without-a-time.sql.ts';

/**
 * What Taffrail should know of Tradewind; in a demo it is read in place of the owner's own. A product
 * of your own has it in Taffrail's checkout, where `defineConfig` gives it types.
 */
export default {
  actions: {
    'invoice.sent': { category: 'billing', sentence: 'was sent an invoice' },
  },
  recentActivity: {
    jobs: ['discovery.started', 'headhunt.started', 'batch.started'],
    invoices: ['invoice.sent'],
  },
  revenue: {
    currency: 'usd',
    // None of the rupee: Taffrail shows what it cannot convert by itself.
    rates: { eur: '1.16', gbp: '1.31' },
    ratesDay: '2026-11-20',
  },
  loadTests: [
    // Run elsewhere, with k6, and reported; src/traffic/around/load-tests makes it up.
    { name: 'Weekly', thresholds: { p95Ms: 300, errorRate: 0.02 } },
    {
      name: 'Open routes',
      thresholds: { p95Ms: 200, errorRate: 0.01 },
      run: {
        url: 'http://127.0.0.1:4700',
        requests: [{ path: '/api/plans' }, { path: '/healthz' }],
        connections: 2,
        seconds: 10,
        requestsPerSecond: 20,
      },
    },
  ],
  pipelines: {
    discovery: {
      title: 'Discovery',
      targetMs: 6_000,
      stages: {
        search: { title: 'Search', targetMs: 1_500 },
        match: { title: 'Match' },
        rank: { title: 'Rank', targetMs: 4_000 },
      },
    },
    headhunt: {
      title: 'Headhunt',
      targetMs: 8_000,
      stages: { search: { title: 'Search' }, rank: { title: 'Rank' }, enrich: { title: 'Enrich' } },
    },
  },
  records: {
    companies: { table: 'companies' },
    users: { table: 'users' },
    tickets: { table: 'tickets' },
    jobs: { table: 'jobs' },
    invoices: { table: 'invoices' },
    leads: { table: 'leads' },
  },
  integrity: {
    references: [
      {
        table: 'members',
        column: 'user_id',
        references: { table: 'users', column: 'id' },
        title: 'Orphaned company members',
      },
      {
        table: 'invoices',
        column: 'organization_id',
        references: { table: 'organizations', column: 'id' },
        title: 'Orphaned invoices',
        // Of organizations that were closed: to be kept, as the law asks, and looked at.
        repair: null,
      },
    ],
    checks: [
      {
        name: 'discoveries-without-an-end',
        title: 'Discoveries that ended without a time',
        sql: endedWithoutATimeSql,
        errorAbove: 0,
      },
    ],
  },
};
