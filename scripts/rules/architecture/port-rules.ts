import type { Finding } from '../source/finding.ts';
import { isTest } from '../source/source-tree.ts';
import type { House } from './house.ts';

/** A thing of the outside world that has one door, and the files that may use it directly. */
interface Port {
  readonly rule: string;
  readonly covers: (file: string) => boolean;
  readonly mayUse: (file: string) => boolean;
  readonly uses: readonly string[];
  /** `module name`, for what could be imported instead of read from a global. */
  readonly imports: readonly string[];
  readonly fix: string;
}

const isServer = (file: string): boolean => file.startsWith('packages/server/src/');
const isProduct = (file: string): boolean => /^packages\/[^/]+\/src\//.test(file);
const isExample = (file: string): boolean => /^examples\/[^/]+\/src\//.test(file);
const isPlatform = (file: string, name: string): boolean =>
  file === `packages/server/src/platform/${name}.ts` ||
  file.startsWith(`packages/server/src/platform/${name}/`);

const ports: readonly Port[] = [
  {
    rule: 'environment',
    covers: (file) => isProduct(file) || isExample(file),
    mayUse: (file) => /^(?:packages\/server|examples\/[^/]+)\/src\/config\.ts$/.test(file),
    uses: ['process.env', 'globalThis.process.env'],
    imports: ['node:process env'],
    fix: 'read it in src/config.ts and pass the value on',
  },
  {
    rule: 'clock',
    covers: isServer,
    mayUse: (file) => isPlatform(file, 'clock'),
    uses: ['Date.now', 'new Date()', 'performance.now', 'process.hrtime', 'process.hrtime.bigint'],
    imports: ['node:perf_hooks performance', 'node:process hrtime'],
    fix: 'take the clock of platform/clock.ts as a parameter',
  },
  {
    rule: 'outbound',
    covers: isServer,
    mayUse: (file) => isPlatform(file, 'http/outbound-http'),
    uses: [
      'fetch',
      'globalThis.fetch',
      'http.request',
      'http.get',
      'https.request',
      'https.get',
      'XMLHttpRequest',
      'WebSocket',
    ],
    imports: [
      'node:http request',
      'node:http get',
      'node:https request',
      'node:https get',
      'undici *',
    ],
    fix: 'call it through platform/http/outbound-http/; hand its fetch to official clients',
  },
  {
    rule: 'console',
    covers: (file) => isProduct(file) || isExample(file),
    mayUse: (file) => /^packages\/server\/src\/cli(?:\.ts|\/)/.test(file),
    uses: ['console', 'globalThis.console'],
    imports: ['node:console *'],
    fix: 'use the logger; only the command line (cli.ts) prints',
  },
];

const isUse = (port: Port, name: string): boolean =>
  port.uses.some((use) => name === use || name.startsWith(`${use}.`));

const isImport = (port: Port, specifier: string, names: readonly string[]): boolean =>
  port.imports.some((entry) => {
    const [module, name] = entry.split(' ');
    return module === specifier && (name === '*' || names.includes(name ?? ''));
  });

/** STYLE 6: environment, time, calls to the outside and printing each have one door. */
export const checkPorts = (house: House): Finding[] => {
  const findings = new Map<string, Finding>();
  for (const [file, facts] of house.facts) {
    if (isTest(file)) continue;
    for (const port of ports.filter(({ covers, mayUse }) => covers(file) && !mayUse(file))) {
      const places = [
        ...facts.uses.filter(({ name }) => isUse(port, name)),
        ...facts.imports
          .filter(({ specifier, names }) => isImport(port, specifier, names))
          .map(({ specifier, line }) => ({ name: specifier, line })),
      ];
      for (const { name, line } of places) {
        const key = `${port.rule} ${file}:${line}`;
        if (findings.has(key)) continue;
        findings.set(key, { file, line, rule: port.rule, problem: `uses ${name}`, fix: port.fix });
      }
    }
  }
  return [...findings.values()];
};
