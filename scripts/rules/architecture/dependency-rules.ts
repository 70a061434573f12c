import type { Finding } from '../source/finding.ts';
import type { ImportFact } from '../source/import-fact.ts';
import { isTest } from '../source/source-tree.ts';
import { type House, type Manifest, packageFolderOf } from './house.ts';
import { type ImportTarget, resolveImport } from './resolve-import.ts';

const typesPackageOf = (name: string): string =>
  `@types/${name.startsWith('@') ? name.slice(1).replace('/', '__') : name}`;

const problemOf = (
  manifest: Manifest,
  name: string,
  { typeOnly }: ImportFact,
  isProduct: boolean,
): string | null => {
  if (manifest.dependencies.has(name)) return null;
  if (manifest.devDependencies.has(name)) {
    return isProduct && !typeOnly ? `${name} is only a devDependency of ${manifest.name}` : null;
  }
  if (typeOnly && manifest.devDependencies.has(typesPackageOf(name))) return null;
  return `${name} is not declared by ${manifest.name}`;
};

const sdkDependencies = (house: House): Finding[] =>
  [...(house.manifests.get('packages/sdk')?.dependencies ?? [])].map((name) => ({
    file: 'packages/sdk/package.json',
    rule: 'declared',
    problem: `the SDK depends on ${name}`,
    fix: 'do without: it runs inside other people’s products',
  }));

/** What a package runs on is imported, or at least named, by one of its files. */
const unusedDependencies = (house: House): Finding[] =>
  [...house.manifests].flatMap(([folder, { dependencies }]) => {
    if (folder === '') return [];
    const words = new Set(
      [...house.facts].flatMap(([file, { texts }]) =>
        file.startsWith(`${folder}/`) ? texts.map(({ text }) => text) : [],
      ),
    );
    const isUsed = (name: string): boolean =>
      [...words].some((word) => word === name || word.startsWith(`${name}/`));
    return [...dependencies]
      .filter((name) => !isUsed(name))
      .map((name) => ({
        file: `${folder}/package.json`,
        rule: 'declared',
        problem: `nothing uses ${name}`,
        fix: `npm uninstall -w ${folder} ${name}`,
      }));
  });

const nameOf = (house: House, target: ImportTarget): string | undefined => {
  if (target.kind === 'package') return target.name;
  return target.kind === 'ours' ? house.manifests.get(target.packageFolder)?.name : undefined;
};

/** Every package that a file imports stands in its own package.json; the product's as dependencies. */
export const checkDeclared = (house: House): Finding[] => {
  const findings: Finding[] = [...sdkDependencies(house), ...unusedDependencies(house)];
  for (const [file, { imports }] of house.facts) {
    const folder = packageFolderOf(file);
    const manifest = house.manifests.get(folder);
    if (!manifest) continue;
    // The test runner and its tools are the whole workspace's.
    const workspace = isTest(file) ? house.manifests.get('')?.devDependencies : undefined;
    const isProduct = folder !== '' && file.startsWith(`${folder}/src/`) && !isTest(file);
    for (const imported of imports) {
      const { specifier, line } = imported;
      const target = resolveImport(house, file, specifier);
      const at = { file, line, rule: 'declared' };
      if (target.kind === 'builtin' && !specifier.startsWith('node:')) {
        findings.push({
          ...at,
          problem: `${specifier} could be a package`,
          fix: `write node:${specifier}`,
        });
      }
      const name = nameOf(house, target);
      // The packages of the workspace belong to the root.
      if (name === undefined || (target.kind === 'ours' && folder === '')) continue;
      const problem = problemOf(manifest, name, imported, isProduct);
      if (problem && !workspace?.has(name)) {
        findings.push({
          ...at,
          problem,
          fix: `add its exact version to ${folder === '' ? '' : `${folder}/`}package.json`,
        });
      }
    }
  }
  return findings;
};
