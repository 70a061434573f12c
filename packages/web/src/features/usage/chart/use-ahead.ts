import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { monthQuery, wholeBudgetsQuery } from '../usage.api.ts';
import type { UsagePageState } from '../use-usage-page.ts';
import type { Ahead } from './look-ahead.ts';

/** Both are of the cost of everything: beside a part of it, or beside tokens, they say nothing. */
export const useAhead = ({ asked: { filter }, usage }: UsagePageState): Ahead | undefined => {
  const { data: month } = useQuery(monthQuery);
  const { data: budgets } = useQuery(wholeBudgetsQuery);
  const isWhole = Object.values(filter).every((value) => value === undefined);
  const belongs = isWhole && usage.data?.measure === 'cost';
  return useMemo(
    () => (belongs ? { forecast: month?.forecast ?? null, budgets: budgets ?? [] } : undefined),
    [belongs, month, budgets],
  );
};
