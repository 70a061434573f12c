import type { Finding } from '../source/finding.ts';
import { isTest } from '../source/source-tree.ts';
import { type House, packageFolderOf } from './house.ts';
import { type ImportTarget, resolveImport } from './resolve-import.ts';

const mayImport: Readonly<Record<string, readonly string[]>> = {
  'packages/contract': [],
  'packages/sdk': [],
  'packages/server': ['packages/contract'],
  'packages/web': ['packages/contract'],
};

/** An example is a customer's product: it has the SDK and nothing else of ours. */
const allowedOf = (folder: string): readonly string[] | undefined =>
  folder.startsWith('examples/') ? ['packages/sdk'] : mayImport[folder];

const wordsFor = (allowed: readonly string[]): string =>
  allowed.length === 0 ? 'nothing of ours' : `only ${allowed.join(', ')}`;

/** What tests may reach besides, and whether by path: the harness has no name to import. */
const mayTestReach = (own: string, target: ImportTarget): boolean => {
  if (target.kind !== 'file' && target.kind !== 'ours') return false;
  const { packageFolder } = target;
  if (own === 'packages/server') return ['packages/sdk', ''].includes(packageFolder);
  if (!own.startsWith('examples/')) return false;
  return target.kind === 'ours'
    ? packageFolder === 'packages/contract'
    : target.file.startsWith('packages/server/test/');
};

/**
 * STYLE 1: contract and sdk import nothing of ours; server and web the contract, never each other;
 * examples the SDK.
 */
export const checkPackages = (house: House): Finding[] => {
  const findings: Finding[] = [];
  for (const [file, { imports }] of house.facts) {
    const own = packageFolderOf(file);
    const allowed = allowedOf(own);
    // Scripts, benchmarks and browser tests stand outside and may look at everything.
    if (!allowed) continue;
    for (const { specifier, line } of imports) {
      const target = resolveImport(house, file, specifier);
      if (target.kind !== 'file' && target.kind !== 'ours') continue;
      if (target.packageFolder === own) continue;
      const at = { file, line, rule: 'packages' };
      const isOfTests = isTest(file) && mayTestReach(own, target);
      const mayReach = allowed.includes(target.packageFolder) || isOfTests;
      if (!mayReach) {
        findings.push({
          ...at,
          problem: `${own} imports ${specifier}, but may import ${wordsFor(allowed)}`,
          fix: 'move what both need into packages/contract, or send it over HTTP',
        });
      } else if (target.kind === 'file' && target.packageFolder !== '' && !isOfTests) {
        findings.push({
          ...at,
          problem: `${specifier} reaches into another package by path`,
          fix: `import it by the package's name`,
        });
      } else if (target.kind === 'ours' && !target.entry) {
        findings.push({
          ...at,
          problem: `${specifier} reaches behind the package's entry`,
          fix: `export it from ${target.packageFolder}/src/index.ts`,
        });
      }
    }
  }
  return findings;
};
