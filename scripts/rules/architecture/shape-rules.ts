import type { Finding } from '../source/finding.ts';
import { findCycles } from './find-cycles.ts';
import type { House } from './house.ts';
import { resolveImport } from './resolve-import.ts';

const isPackageEntry = (file: string): boolean => /^packages\/[^/]+\/src\/index\.tsx?$/.test(file);

/** STYLE 5: no cycles, type-only imports included: two files that need each other are one. */
export const checkCycles = (house: House): Finding[] => {
  const graph = new Map<string, string[]>();
  for (const [file, { imports }] of house.facts) {
    graph.set(
      file,
      imports.flatMap(({ specifier }) => {
        const target = resolveImport(house, file, specifier);
        return target.kind === 'file' && house.facts.has(target.file) ? [target.file] : [];
      }),
    );
  }
  return findCycles(graph).map((cycle) => ({
    file: cycle[0] ?? '',
    rule: 'cycles',
    problem: `import cycle ${[...cycle, cycle[0]].join(' → ')}`,
    fix: 'move what both need into a file of its own',
  }));
};

/** STYLE 5: no barrels, but for each package's entry. */
export const checkBarrels = (house: House): Finding[] =>
  [...house.facts].flatMap(([file, { isBarrel }]) => {
    if (isPackageEntry(file)) return [];
    const isIndex = /(?:^|\/)index\.tsx?$/.test(file);
    if (!isBarrel && !isIndex) return [];
    return {
      file,
      rule: 'barrels',
      problem: isBarrel ? 'only passes on what other files export' : 'is called index',
      fix: isBarrel
        ? 'import from the files themselves and delete it'
        : 'name the file after its main export',
    };
  });

const forbidden = /(?:^|-)(?:utils?|helpers?|manager)$|^(?:common|shared|misc)$/;

/** STYLE 5: names that say nothing. `shared-worker.ts` says something, `shared/` and `date-utils.ts` do not. */
export const checkNames = (house: House): Finding[] => {
  const findings = new Map<string, Finding>();
  for (const file of house.tree.keys()) {
    const segments = file.split('/');
    segments.forEach((segment, index) => {
      const stem = /^[^.]*/.exec(segment)?.[0] ?? '';
      if (!forbidden.test(stem)) return;
      const named = segments.slice(0, index + 1).join('/');
      findings.set(named, {
        file: named,
        rule: 'names',
        problem: `"${stem}" does not say what is inside`,
        fix: 'name it after what it does or holds; split it where that is more than one thing',
      });
    });
  }
  return [...findings.values()];
};

/** Node runs the sources as they are, so an import names the file that is there. */
export const checkExtensions = (house: House): Finding[] =>
  [...house.facts].flatMap(([file, { imports }]) =>
    imports.flatMap(({ specifier, line }) =>
      !specifier.startsWith('.') || /\.(?:tsx?|mjs|json|css|svg)(?:\?\w+)?$/.test(specifier)
        ? []
        : {
            file,
            line,
            rule: 'extensions',
            problem: `${specifier} has no extension`,
            fix: 'write .ts or .tsx',
          },
    ),
  );
