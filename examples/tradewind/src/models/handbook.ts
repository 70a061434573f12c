import { countries } from '../catalogue/countries.ts';
import { industries } from '../catalogue/industries.ts';

/** What every model is told first. Long, and always the same: providers keep it, and bill it as kept. */
export const handbook = [
  'You work for Tradewind, which finds importers for exporters. What it knows of trades and countries:',
  ...Object.entries(industries).map(([industry, words]) => `${industry}: ${words.join(', ')}`),
  ...Object.values(countries).map(
    ({ name, legalForms, cities, firstNames, lastNames, domain }) =>
      `${name}: companies are ${legalForms.replaceAll('|', ', ')}, in ${cities}, at .${domain}; people are called ${firstNames} ${lastNames}; write to them formally, and in their language`,
  ),
].join('\n');
