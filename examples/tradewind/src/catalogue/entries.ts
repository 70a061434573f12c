import { createChance } from '../chance.ts';
import { countries, personName, toAscii, wordOf, type CountryCode } from './countries.ts';
import type { Industry } from './industries.ts';

export interface Search {
  readonly keyword: string;
  readonly country: CountryCode;
  readonly industry: Industry;
}

/** A company as the catalogue lists it. */
export interface Entry {
  readonly catalogueId: string;
  readonly name: string;
  readonly country: CountryCode;
  readonly industry: Industry;
  readonly website: string;
}

export interface Profile {
  readonly employees: number;
  readonly profile: string;
}

export interface ListedPerson {
  readonly name: string;
  readonly position: string;
  readonly email: string;
}

/** How many companies of an industry the catalogue has in a country. */
const listed = 240;

const beginnings =
  'Nord Velt Brema Alta Terra Luma Orion Meri Sava Kora Delta Vira Ostra Rhena Cala Tanga Mira Zephy';
const endings = 'chem tex mach nova trade line form tec via craft port plan';
export const positions = [
  'Head of Purchasing',
  'Import Manager',
  'Category Buyer',
  'Supply Chain Lead',
  'Managing Director',
] as const;

const entryAt = (country: CountryCode, industry: Industry, index: number): Entry => {
  const chance = createChance('entry', country, industry, index);
  const { legalForms, cities, domain } = countries[country];
  const brand = `${wordOf(chance, beginnings)}${wordOf(chance, endings)}`;
  const city = wordOf(chance, cities);
  return {
    catalogueId: `${country}-${industry}-${index}`,
    name: `${brand} ${city} ${wordOf(chance, legalForms, '|')}`,
    country,
    industry,
    website: `https://${toAscii(`${brand} ${city}`).replaceAll('.', '-')}.${domain}.example`,
  };
};

/** The same search finds the same companies; some words find none. */
export const entriesFor = ({ keyword, country, industry }: Search): Entry[] => {
  const chance = createChance('search', keyword.toLowerCase(), country, industry);
  const count = chance.happens(0.08) ? 0 : chance.integer(3, 22);
  const indexes = new Set(Array.from({ length: count }, () => chance.integer(1, listed)));
  return [...indexes].map((index) => entryAt(country, industry, index));
};

export const profileOf = ({ catalogueId, name }: Pick<Entry, 'catalogueId' | 'name'>): Profile => {
  const chance = createChance('profile', catalogueId);
  const founded = chance.integer(1921, 2019);
  const [, industry = 'goods'] = catalogueId.split('-');
  return {
    employees: Math.round(5 + chance.waiting(120)),
    profile: `${name} has imported ${industry} since ${founded} and buys from ${chance.integer(2, 14)} countries.`,
  };
};

/** Whom a headhunt for a position finds; often nobody. */
export const peopleAt = (
  { catalogueId, country, website }: Pick<Entry, 'catalogueId' | 'country' | 'website'>,
  position: string,
): ListedPerson[] => {
  const chance = createChance('people', catalogueId, position);
  const count = chance.happens(0.15) ? 0 : chance.integer(1, 4);
  return Array.from({ length: count }, () => {
    const name = personName(chance, country);
    return { name, position, email: `${toAscii(name)}@${new URL(website).hostname}` };
  });
};
