/** Chance that can be repeated: the same seed, the same sequence, on every machine. */
export interface Chance {
  /** From 0 up to, not including, 1. */
  next(): number;
  /** From `least` to `most`, both included. */
  integer(least: number, most: number): number;
  /** True with this probability. */
  happens(probability: number): boolean;
  pick<T>(list: readonly [T, ...T[]]): T;
  /** A name, each as likely as its weight is large. */
  weighted<Name extends string>(weights: Readonly<Partial<Record<Name, number>>>): Name;
  /** How long until something that happens every `mean` on average. */
  waiting(mean: number): number;
}

/** Four words of a text (cyrb128, public domain): enough for a seed, not for a secret. */
const hash = (text: string): [number, number, number, number] => {
  let a = 1779033703;
  let b = 3144134277;
  let c = 1013904242;
  let d = 2773480762;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    a = b ^ Math.imul(a ^ code, 597399067);
    b = c ^ Math.imul(b ^ code, 2869860233);
    c = d ^ Math.imul(c ^ code, 951274213);
    d = a ^ Math.imul(d ^ code, 2716044179);
  }
  a = Math.imul(c ^ (a >>> 18), 597399067);
  b = Math.imul(d ^ (b >>> 22), 2869860233);
  c = Math.imul(a ^ (c >>> 17), 951274213);
  d = Math.imul(b ^ (d >>> 19), 2716044179);
  return [a ^ b ^ c ^ d, b ^ a, c ^ a, d ^ a];
};

/** The sfc32 generator (C. Doty-Humphrey, PractRand). */
const createNext = (seed: string): (() => number) => {
  let [a, b, c, d] = hash(seed);
  return () => {
    const sum = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 4294967296;
  };
};

/** The parts of a seed may be anything that has a text: `createChance(seed, 'visits', date)`. */
export const createChance = (...seed: readonly (string | number)[]): Chance => {
  const next = createNext(seed.join('\n'));
  const integer = (least: number, most: number): number =>
    least + Math.floor(next() * (most - least + 1));
  return {
    next,
    integer,
    happens: (probability) => next() < probability,
    pick: (list) => list[integer(0, list.length - 1)] ?? list[0],
    waiting: (mean) => -Math.log(1 - next()) * mean,
    weighted: <Name extends string>(weights: Readonly<Partial<Record<Name, number>>>): Name => {
      const entries = Object.entries(weights) as [Name, number][];
      const total = entries.reduce((sum, [, weight]) => sum + weight, 0);
      let left = next() * total;
      const found = entries.find(([, weight]) => (left -= weight) < 0) ?? entries[0];
      if (!found) throw new RangeError('nothing to choose from');
      return found[0];
    },
  };
};
