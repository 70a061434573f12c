import pg from 'pg';

/** `invoices` or `billing.invoices`, quoted: no name can become anything else. */
export const quoteTable = (name: string): string =>
  name
    .split('.')
    .map((part) => pg.escapeIdentifier(part))
    .join('.');
