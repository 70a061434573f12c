import { AuditFilter } from '@taffrail/contract';
import { readFilter, readFilters, writeFilter } from '../../lib/filters.ts';

/** What the log can be filtered by, one value each; the names are the API's. */
export const auditFields = ['action', 'actorId', 'targetId'] as const;
export type AuditField = (typeof auditFields)[number];
export type AuditFilters = { readonly [K in AuditField]?: string | undefined };

const isField = (name: string): name is AuditField => auditFields.some((field) => field === name);

/** Whether one `f` of the address can be asked of the API. */
export const isAuditFilter = (text: string): boolean => {
  const filter = readFilter(text);
  if (!filter || !isField(filter.field) || filter.op !== 'in') return false;
  return (
    filter.values.length === 1 &&
    AuditFilter.shape[filter.field].safeParse(filter.values[0]).success
  );
};

export const readAuditFilters = (texts: readonly string[] | undefined): AuditFilters =>
  Object.fromEntries(readFilters(texts).map(({ field, values }) => [field, values[0]]));

/** As the address has them: in one order, so that equal filters have equal addresses. */
export const writeAuditFilters = (filters: AuditFilters): string[] | undefined => {
  const texts = auditFields.flatMap((field) => {
    const value = filters[field];
    return value === undefined ? [] : [writeFilter({ field, op: 'in', values: [value] })];
  });
  return texts.length === 0 ? undefined : texts;
};
