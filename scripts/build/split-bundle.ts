/** What Vite writes to `.vite/manifest.json`, as far as the budgets need it. */
export type Manifest = Readonly<Record<string, Chunk>>;

interface Chunk {
  readonly file: string;
  readonly name?: string;
  readonly src?: string;
  readonly isEntry?: boolean;
  readonly isDynamicEntry?: boolean;
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
  readonly css?: readonly string[];
}

export interface Bundle {
  /** Scripts of the entry, of the landing page, and of all that they import. */
  readonly firstPage: ReadonlySet<string>;
  /** What nearly every page after the first needs, and is loaded once. */
  readonly shared: ReadonlySet<string>;
  /** Of every page and part that is loaded when it is needed: the scripts that it adds to both. */
  readonly later: ReadonlyMap<string, ReadonlySet<string>>;
  readonly css: ReadonlySet<string>;
}

/** A chunk and all that comes with it, by their keys. */
const closureOf = (manifest: Manifest, start: string, into = new Set<string>()): Set<string> => {
  const chunk = manifest[start];
  if (!chunk || into.has(start)) return into;
  into.add(start);
  for (const next of chunk.imports ?? []) closureOf(manifest, next, into);
  return into;
};

const scriptsOf = (manifest: Manifest, keys: Iterable<string>): Set<string> => {
  const scripts = new Set<string>();
  for (const key of keys) {
    const file = manifest[key]?.file;
    if (file?.endsWith('.js')) scripts.add(file);
  }
  return scripts;
};

const without = (all: ReadonlySet<string>, known: ReadonlySet<string>): Set<string> =>
  new Set([...all].filter((one) => !known.has(one)));

/** What is loaded together: each entry and each lazy part, with what it imports. */
const loadedTogether = (manifest: Manifest): Map<string, Set<string>> =>
  new Map(
    Object.entries(manifest).flatMap(([key, { isEntry, isDynamicEntry }]) =>
      isEntry || isDynamicEntry ? [[key, closureOf(manifest, key)] as const] : [],
    ),
  );

/** What a part adds to the page that opens it; of several, to the one that has least of it. */
const addedBy = (
  manifest: Manifest,
  part: string,
  loads: ReadonlyMap<string, Set<string>>,
  firstPage: ReadonlySet<string>,
): Set<string> => {
  const scripts = without(scriptsOf(manifest, loads.get(part) ?? []), firstPage);
  const opensPart = (keys: ReadonlySet<string>): boolean =>
    [...keys].some((key) => manifest[key]?.dynamicImports?.includes(part));
  const added = [...loads.values()]
    .filter(opensPart)
    .map((opener) => without(scripts, scriptsOf(manifest, opener)));
  return added.toSorted((a, b) => b.size - a.size)[0] ?? scripts;
};

/**
 * Splits a build into what the first page loads and what each later page or part adds.
 *
 * @param sharedName of the chunk that nearly every later page needs
 */
export const splitBundle = (
  manifest: Manifest,
  landing: readonly string[],
  sharedName: string,
): Bundle => {
  const loads = loadedTogether(manifest);
  const isFirst = (key: string): boolean =>
    manifest[key]?.isEntry === true || landing.some((start) => key.startsWith(start));
  const firstPage = new Set<string>();
  for (const [key, keys] of loads) {
    if (isFirst(key)) for (const script of scriptsOf(manifest, keys)) firstPage.add(script);
  }
  const named = Object.keys(manifest).filter((key) => manifest[key]?.name === sharedName);
  const shared = without(scriptsOf(manifest, named), firstPage);
  const known = firstPage.union(shared);
  const later = [...loads.keys()]
    .filter((key) => !isFirst(key))
    .map((key) => [key, addedBy(manifest, key, loads, known)] as const);
  const css = new Set<string>();
  for (const { file, css: files = [] } of Object.values(manifest)) {
    for (const name of [file, ...files]) if (name.endsWith('.css')) css.add(name);
  }
  return { firstPage, shared, later: new Map(later), css };
};
