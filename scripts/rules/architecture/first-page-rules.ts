import type { Finding } from '../source/finding.ts';
import type { ImportFact } from '../source/import-fact.ts';
import type { House } from './house.ts';
import { placeOf } from './place.ts';
import { type ImportTarget, resolveImport } from './resolve-import.ts';

/** What starts the console, and the page that one lands on. */
const entry = 'packages/web/src/main.tsx';
const landing = 'packages/web/src/shell/home.tsx';

interface Loaded extends ImportFact {
  readonly file: string;
  readonly target: ImportTarget;
}

const loadedBy = (house: House, file: string): Loaded[] =>
  (house.facts.get(file)?.imports ?? [])
    .filter(({ typeOnly, later }) => !typeOnly && !later)
    .map((fact) => ({ ...fact, file, target: resolveImport(house, file, fact.specifier) }));

/** All that is loaded together with a file: no types, and nothing that comes later. */
const loadedWith = (house: House, start: string): Loaded[] => {
  const seen = new Set([start]);
  const loaded: Loaded[] = [];
  for (const file of seen) {
    for (const one of loadedBy(house, file)) {
      loaded.push(one);
      if (one.target.kind === 'file') seen.add(one.target.file);
    }
  }
  return loaded;
};

const isOfFeature = ({ file, target }: Loaded): boolean =>
  target.kind === 'file' &&
  placeOf(target.file)?.layer === 'feature' &&
  placeOf(file)?.layer !== 'feature';

const isZod = ({ target }: Loaded): boolean => target.kind === 'package' && target.name === 'zod';

/** A page costs the first one an address: its code and its schemas come when it is opened. */
export const checkFirstPage = (house: House): Finding[] => {
  const atStart = loadedWith(house, entry);
  const ofFeatures = atStart.filter(isOfFeature).map(({ file, line, specifier }) => ({
    file,
    line,
    rule: 'first-page',
    problem: `every page loads ${specifier} before it shows`,
    fix: 'import its types only, and its code by import()',
  }));
  const zod = [...atStart, ...loadedWith(house, landing)].filter(isZod);
  const places = new Map(zod.map(({ file, line }) => [file, line]));
  const ofZod = [...places].map(([file, line]) => ({
    file,
    line,
    rule: 'first-page',
    problem: 'the first page loads Zod, which weighs more than the page',
    fix: 'read its address by lib/url/parameters.ts, or import what needs Zod by import()',
  }));
  return [...ofFeatures, ...ofZod];
};
