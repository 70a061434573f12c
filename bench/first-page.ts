import { measureBudgets } from '../scripts/budgets.ts';
import type { Measured } from './figures.ts';
import { round } from './statistics.ts';

/** From Vite's manifest: what a browser loads before the first page shows. */
export const measureFirstPage = async (): Promise<Measured> => {
  const { firstPageJsKb } = await measureBudgets();
  return { firstPageJsKb: round(firstPageJsKb, 1) };
};
