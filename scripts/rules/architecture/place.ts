import { isTest } from '../source/source-tree.ts';

/**
 * Where a file stands in its package, from the ground up. Server: platform ← config ← access (with
 * slice.ts, what every slice is given) ← slice ← app ← process (what starts and stops). Web: ground
 * (ui, charts, lib) ← feature ← shell.
 */
export type Layer =
  | 'platform'
  | 'config'
  | 'access'
  | 'slice'
  | 'app'
  | 'process'
  | 'ground'
  | 'feature'
  | 'shell'
  | 'test'
  | 'tool';

export interface Place {
  readonly layer: Layer;
  /** The slice or feature, where the layer has many. */
  readonly unit?: string;
}

const serverPlace = (inside: string): Place => {
  const [first = '', second] = inside.split('/');
  if (second === undefined) {
    if (first === 'config.ts') return { layer: 'config' };
    if (first === 'slice.ts') return { layer: 'access' };
    return { layer: first === 'main.ts' || first === 'cli.ts' ? 'process' : 'app' };
  }
  if (first === 'platform') return { layer: 'platform' };
  if (first === 'access') return { layer: 'access', unit: 'access' };
  if (first === 'cli') return { layer: 'process' };
  return { layer: 'slice', unit: first };
};

const webPlace = (inside: string): Place => {
  const [first = '', second, third] = inside.split('/');
  if (['ui', 'charts', 'lib'].includes(first) && second !== undefined) return { layer: 'ground' };
  if (first === 'features' && second !== undefined && third !== undefined) {
    return { layer: 'feature', unit: second };
  }
  return { layer: 'shell' };
};

/** The place of a file of `packages/server` or `packages/web`; nothing for every other file. */
export const placeOf = (file: string): Place | undefined => {
  const match = /^packages\/(server|web)\/(.+)$/.exec(file);
  const [, name, rest] = match ?? [];
  if (name === undefined || rest === undefined) return undefined;
  if (isTest(file)) return { layer: 'test' };
  if (!rest.startsWith('src/')) return { layer: 'tool' };
  const inside = rest.slice('src/'.length);
  return name === 'server' ? serverPlace(inside) : webPlace(inside);
};
