import { defineConfig } from '@taffrail/contract';

/**
 * What Taffrail should know of your product. Read at start; a mistake is an error that names it.
 *
 *     export default defineConfig({
 *       actions: {
 *         'invoice.sent': { category: 'billing', sentence: 'sent an invoice' },
 *       },
 *     });
 */
export default defineConfig({});
