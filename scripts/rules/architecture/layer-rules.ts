import path from 'node:path';
import type { Finding } from '../source/finding.ts';
import type { House } from './house.ts';
import { type Layer, type Place, placeOf } from './place.ts';
import { resolveImport } from './resolve-import.ts';

/** What each layer may import, itself included; tests and tools may import everything. */
const below: Readonly<Record<Layer, readonly Layer[]>> = {
  platform: ['platform'],
  config: ['platform', 'config'],
  access: ['platform', 'config', 'access'],
  slice: ['platform', 'config', 'access', 'slice'],
  app: ['platform', 'config', 'access', 'slice', 'app'],
  process: ['platform', 'config', 'access', 'slice', 'app', 'process'],
  ground: ['ground'],
  feature: ['ground', 'feature'],
  shell: ['ground', 'feature', 'shell'],
  test: [],
  tool: [],
};

const arrows = {
  server: 'platform ← config.ts ← access, slice.ts ← slices ← app.ts ← main.ts and cli.ts',
  web: 'ui, charts, lib ← features ← shell and router',
};

const upward = (file: string, from: Place, to: Place): Omit<Finding, 'file' | 'line'> | null => {
  if (below[from.layer].includes(to.layer)) return null;
  if (to.layer === 'test') {
    return {
      rule: 'layers',
      problem: 'the product imports a test',
      fix: 'move what it needs into src',
    };
  }
  return {
    rule: 'layers',
    problem: `${from.layer} imports ${to.layer}`,
    fix: `arrows go one way: ${file.startsWith('packages/web/') ? arrows.web : arrows.server}`,
  };
};

const isPublicFile = (target: string, unit: string): boolean =>
  target === `packages/server/src/${unit}/${unit}.ts`;

const isPrivateFile = (target: string): boolean =>
  target.endsWith('.store.ts') || ['routes.ts', 'jobs.ts'].includes(path.posix.basename(target));

/** Across units of one layer: slices see a public file, features see nothing of each other. */
const sideways = (
  from: Place,
  to: Place,
  target: string,
): Omit<Finding, 'file' | 'line'> | null => {
  if (from.layer === 'feature' && to.layer === 'feature' && from.unit !== to.unit) {
    return {
      rule: 'features',
      problem: `the feature ${from.unit ?? ''} imports the feature ${to.unit ?? ''}`,
      fix: 'move what both need down to ui, charts or lib, or join them in the shell',
    };
  }
  if (from.layer !== 'slice' || from.unit === to.unit || to.unit === undefined) return null;
  if (to.layer === 'slice' && !isPublicFile(target, to.unit)) {
    return {
      rule: 'slices',
      problem: `the slice ${from.unit ?? ''} imports ${target}, which is private to ${to.unit}`,
      fix: `export what it needs from ${to.unit}/${to.unit}.ts`,
    };
  }
  if (to.layer === 'access' && isPrivateFile(target)) {
    return {
      rule: 'slices',
      problem: `the slice ${from.unit ?? ''} imports ${target}, which is private to access`,
      fix: 'use what access exports for slices',
    };
  }
  return null;
};

/** STYLE 2 to 4: the layers of server and web, the privacy of slices and features. */
export const checkLayers = (house: House): Finding[] => {
  const findings: Finding[] = [];
  for (const [file, { imports }] of house.facts) {
    const from = placeOf(file);
    if (!from || from.layer === 'test' || from.layer === 'tool') continue;
    for (const { specifier, line } of imports) {
      const target = resolveImport(house, file, specifier);
      if (target.kind !== 'file') continue;
      const to = placeOf(target.file);
      if (!to) continue;
      const broken = upward(file, from, to) ?? sideways(from, to, target.file);
      if (broken) findings.push({ file, line, ...broken });
    }
  }
  return findings;
};
