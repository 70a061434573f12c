import type { NodeRequestLike } from './watch-response.ts';

/** A string with parameters, a regular expression, or several of either. */
type RoutePath = unknown;

interface Layer {
  readonly route?: object | undefined;
  /** A mounted router has a stack of its own. */
  readonly handle?: { readonly stack?: readonly Layer[] | undefined } | undefined;
  /** What it was mounted with, since router 2.3; before, only the last match is kept. */
  readonly rawPath?: RoutePath;
  readonly path?: string | undefined;
  readonly params?: Readonly<Record<string, unknown>> | undefined;
}

interface ExpressApp {
  /** Express 5; `_router` is that of Express 4. */
  readonly router?: { readonly stack?: readonly Layer[] | undefined } | undefined;
  readonly _router?: { readonly stack?: readonly Layer[] | undefined } | undefined;
  readonly parent?: ExpressApp | undefined;
  readonly mountpath?: RoutePath;
}

export interface ExpressRequestLike extends NodeRequestLike {
  readonly originalUrl?: string | undefined;
  readonly route?: unknown;
  readonly app?: unknown;
}

/**
 * Patterns of a route as seen from an application: more than one where the route has several paths
 * or is mounted in several places.
 */
type Patterns = WeakMap<object, readonly string[]>;
const known = new WeakMap<object, Patterns>();
const withoutApp = {};

/**
 * The pattern of the route that was found, with those of the routers that it is mounted in. Not out
 * of `baseUrl`, which has the ids of the request in it, and is taken back when a handler fails.
 */
export function expressRoute(request: ExpressRequestLike): string | undefined {
  try {
    const { route } = request;
    if (typeof route !== 'object' || route === null) return undefined;
    const app = request.app as ExpressApp | undefined;
    const patterns = patternsOf(route, app);
    if (patterns.length === 1) return patterns[0];
    const path = (request.originalUrl ?? '').split('?', 1)[0] ?? '';
    return patterns.find((pattern) => fits(pattern, path)) ?? patterns[0];
  } catch {
    return undefined;
  }
}

function patternsOf(route: object, app: ExpressApp | undefined): readonly string[] {
  const key = app ?? withoutApp;
  let ofApp = known.get(key);
  if (ofApp === undefined) known.set(key, (ofApp = new WeakMap()));
  let patterns = ofApp.get(route);
  if (patterns === undefined) ofApp.set(route, (patterns = findPatterns(route, app)));
  return patterns;
}

function findPatterns(route: object, app: ExpressApp | undefined): string[] {
  const { path } = route as { path?: RoutePath };
  const stack = routerOf(app)?.stack ?? [];
  const mounts = mountsOf(route, stack);
  // Mounted in a way that cannot be seen: what stands before the route's own path is left open.
  const prefixes = mounts.length === 0 ? ['*'] : mounts;
  return prefixesOf(app).flatMap((outer) =>
    prefixes.flatMap((prefix) => textsOf(path).map((own) => join(join(outer, prefix), own))),
  );
}

/** Express 4 throws at `router`, so its own comes first. */
function routerOf(app: ExpressApp | undefined): ExpressApp['router'] {
  // oxlint-disable-next-line no-underscore-dangle -- Express 4 has no other name for it
  return app?._router ?? app?.router;
}

/** Where a route stands among the layers of a router and of those mounted in it. */
function mountsOf(route: object, stack: readonly Layer[]): string[] {
  return stack.flatMap((layer) => {
    if (layer.route === route) return [''];
    const inner = layer.handle?.stack;
    if (layer.route !== undefined || inner === undefined) return [];
    const rests = mountsOf(route, inner);
    if (rests.length === 0) return [];
    return textsOf(mountPath(layer)).flatMap((mount) => rests.map((rest) => join(mount, rest)));
  });
}

/** Of an application that is mounted in another. */
function prefixesOf(app: ExpressApp | undefined): string[] {
  if (app?.parent === undefined) return [''];
  const mounts = textsOf(app.mountpath);
  return prefixesOf(app.parent).flatMap((outer) => mounts.map((mount) => join(outer, mount)));
}

/** Where only a match is kept, the names of its parameters take the place of their values. */
function mountPath(layer: Layer): RoutePath {
  if (layer.rawPath !== undefined) return layer.rawPath;
  const names = Object.entries(layer.params ?? {});
  return (layer.path ?? '')
    .split('/')
    .map((segment) => {
      const name = names.find(([, value]) => value === decodeURIComponent(segment))?.[0];
      return name === undefined ? segment : `:${name}`;
    })
    .join('/');
}

const textsOf = (path: RoutePath): string[] =>
  Array.isArray(path) ? path.flatMap(textsOf) : [String(path)];

function join(prefix: string, path: string): string {
  if (path === '' || path === '/') return prefix === '' ? path : prefix;
  const head = prefix.endsWith('/') ? prefix.slice(0, -1) : prefix;
  return path.startsWith('/') || head === '' ? `${head}${path}` : `${head}/${path}`;
}

/** Segment by segment: good enough to tell a route's own patterns apart. */
function fits(pattern: string, path: string): boolean {
  const expected = pattern.split('/');
  const given = path.split('/');
  if (expected.length !== given.length && !/[*{]/.test(pattern)) return false;
  return expected.every((segment, index) => /[:*{]/.test(segment) || segment === given[index]);
}
