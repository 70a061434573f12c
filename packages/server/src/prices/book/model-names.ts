/** `-2024-08-06`, `@20250929`, `-001` and `-latest`: which of a model's versions it is. */
const version = /[-@](?:20\d{2}-?[01]\d-?[0-3]\d|00\d|latest)$/;

/**
 * Under which names a price may know a model, the one it came with first: without the path before
 * it (`models/gemini-2.5-pro`), then without its date.
 */
export const namesOf = (model: string): readonly string[] => {
  const name = model.trim().toLowerCase();
  const withoutPath = name.slice(name.lastIndexOf('/') + 1);
  const names = [name, withoutPath, name.replace(version, ''), withoutPath.replace(version, '')];
  return [...new Set(names)];
};

export const isWildcard = (pattern: string): boolean => pattern.includes('*');

/** How much a pattern says of a model: its characters, without the wildcards. */
export const saidBy = (pattern: string): number => pattern.replaceAll('*', '').length;

/** In linear time, whatever the pattern: each part is looked for once, behind the one before. */
export const matchesPattern = (pattern: string, name: string): boolean => {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return pattern === name;
  if (!name.startsWith(first)) return false;
  let reached = first.length;
  for (const part of rest) {
    const at = name.indexOf(part, reached);
    if (at < 0) return false;
    reached = at + part.length;
  }
  return name.length - last.length >= reached && name.endsWith(last);
};
