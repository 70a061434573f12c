import { uuidV5 } from '../../platform/ids.ts';

/** Never changes: every stored group hangs on it. */
const fingerprintNamespace = 'b0a9a3f5-0f0e-4b57-9a53-1d0d1c3c8e11';

const mostFrames = 3;
const longestTemplate = 300;

/**
 * What stays of a message from one time to the next: of its first line the words that have neither
 * a digit nor a slash nor an @ in them and are not quoted. So ids, numbers, times, addresses and
 * paths do not matter, and neither does how many of them follow each other.
 */
export const messageTemplate = (message: string): string => {
  const [line = ''] = message.trimStart().split('\n', 1);
  return line
    .slice(0, 2_000)
    .replaceAll(/(?<!\w)(?:"[^"]{0,500}"|'[^']{0,500}'|`[^`]{0,500}`)(?!\w)/g, '*')
    .split(/\s+/)
    .map((word) => (/[\d/\\@*]/.test(word) ? '*' : word))
    .filter((word, index, words) => word !== '' && (word !== '*' || words[index - 1] !== '*'))
    .join(' ')
    .slice(0, longestTemplate);
};

const framePattern = /^\s*at (?:async )?(?:(.{1,200}?) \()?(.{1,500}?)(?::\d+){0,2}\)?$/;
const foreignPlace = /^(?:node:|native$|<anonymous>$)|[\\/]node_modules[\\/]/;

/** The file alone: where a product is installed and how its build names chunks changes. */
const fileOf = (place: string): string => {
  const name = place.split(/[?#]/, 1)[0]?.split(/[\\/]/).at(-1) ?? '';
  return name.replaceAll(/(?<=[.-])[^.-]*\d[^.-]*(?=[.-])/g, '*');
};

/** Function and file of the innermost frames of a V8 stack that are the product's own. */
export const ownFrames = (stack: string): string[] => {
  const frames: string[] = [];
  for (const line of stack.split('\n', 200)) {
    const [, name = '', place] = framePattern.exec(line.slice(0, 800)) ?? [];
    if (place === undefined || foreignPlace.test(place)) continue;
    frames.push(`${name} ${fileOf(place)}`);
    if (frames.length === mostFrames) break;
  }
  return frames;
};

const sourceTemplate = (source: string): string => source.replaceAll(/[^\s/]*\d[^\s/]*/g, '*');

/**
 * The same for the same fault: its type, what its message has in common, and where it arose; by the
 * source where no stack tells that.
 */
export const fingerprintOf = (fault: {
  readonly errorType: string | null;
  readonly message: string;
  readonly stack: string | null;
  readonly source: string;
}): string => {
  const frames = fault.stack === null ? [] : ownFrames(fault.stack);
  const place = frames.length > 0 ? frames : [sourceTemplate(fault.source)];
  const parts = [fault.errorType ?? '', messageTemplate(fault.message), ...place];
  return uuidV5(fingerprintNamespace, parts.join('\n'));
};
