/** Whether what somebody typed is the number that was shown: `1,243` and `1243` are the same. */
export const isTypedCount = (typed: string, count: number): boolean =>
  /^\d{1,3}(?:[\s,.’']?\d{3})*$|^\d+$/.test(typed) && typed.replaceAll(/\D/g, '') === String(count);
