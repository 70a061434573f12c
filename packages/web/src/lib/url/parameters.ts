/**
 * Parameters of the pages that are seen first, sign-in and Home: they do without Zod, which weighs
 * more than either of them.
 */

type Read<V> = { readonly success: true; readonly data: V } | { readonly success: false };

const failed = { success: false } as const;

export const oneOf = <const V extends string>(options: readonly V[]) => ({
  safeParse: (given: unknown): Read<V> => {
    const data = options.find((option) => option === given);
    return data === undefined ? failed : { success: true, data };
  },
});

export const textLike = (pattern: RegExp) => ({
  safeParse: (given: unknown): Read<string> =>
    typeof given === 'string' && pattern.test(given) ? { success: true, data: given } : failed,
});
