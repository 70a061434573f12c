import type { Finding } from '../source/finding.ts';
import { isTest } from '../source/source-tree.ts';
import { type House, packageFolderOf } from './house.ts';
import { resolveImport } from './resolve-import.ts';

const mayImport: Readonly<Record<string, readonly string[]>> = {
  'packages/contract': [],
  'packages/sdk': [],
  'packages/server': ['packages/contract'],
  'packages/web': ['packages/contract'],
};

const allowedFor = (folder: string): string =>
  mayImport[folder]?.length === 0 ? 'nothing of ours' : 'only the contract';

/** STYLE 1: contract and sdk import nothing of ours; server and web the contract, never each other. */
export const checkPackages = (house: House): Finding[] => {
  const findings: Finding[] = [];
  for (const [file, { imports }] of house.facts) {
    const own = packageFolderOf(file);
    const allowed = mayImport[own];
    // Scripts, benchmarks, browser tests and examples stand outside and may look at everything.
    if (!allowed) continue;
    for (const { specifier, line } of imports) {
      const target = resolveImport(house, file, specifier);
      if (target.kind !== 'file' && target.kind !== 'ours') continue;
      if (target.packageFolder === own) continue;
      const at = { file, line, rule: 'packages' };
      const isServerTest = own === 'packages/server' && isTest(file);
      const mayReach =
        allowed.includes(target.packageFolder) ||
        (isServerTest && ['packages/sdk', ''].includes(target.packageFolder));
      if (!mayReach) {
        findings.push({
          ...at,
          problem: `${own} imports ${specifier}, but may import ${allowedFor(own)}`,
          fix: 'move what both need into packages/contract, or send it over HTTP',
        });
      } else if (target.kind === 'file' && target.packageFolder !== '') {
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
