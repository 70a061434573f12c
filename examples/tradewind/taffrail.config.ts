import { endedWithoutATimeSql } from './src/discoveries/ended-without-a-time.sql.ts';

/**
 * What Taffrail should know of Tradewind; in a demo it is read in place of the owner's own. A product
 * of your own has it in Taffrail's checkout, where `defineConfig` gives it types.
 */
export default {
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
