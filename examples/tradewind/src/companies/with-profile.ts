import type { Asker } from '../catalogue/catalogue.ts';
import type { Tradewind } from '../tradewind.ts';
import { setProfile, type Company } from './companies.store.ts';

/** Asks the catalogue the first time; later the profile is ours. Throws as the catalogue does. */
export const withProfile = async (
  { pool, catalogue }: Tradewind,
  company: Company,
  asker: Asker,
): Promise<Company> => {
  if (company.profile !== null) return company;
  const profile = await catalogue.profile(company, asker);
  await setProfile(pool, company.id, profile);
  return { ...company, ...profile };
};
