/**
 * Writes times as the clocks of a zone show them: `2026-11-21 11:00:00`.
 *
 * @returns undefined when there is no such zone. Offsets are none: `+02` means the opposite elsewhere.
 */
export const createLocalTime = (timeZone: string): ((at: Date) => string) | undefined => {
  if (!/^[A-Za-z]/.test(timeZone)) return undefined;
  try {
    // Swedish writes dates as ISO 8601 does.
    const format = new Intl.DateTimeFormat('sv-SE', {
      timeZone,
      dateStyle: 'short',
      timeStyle: 'medium',
    });
    return (at) => format.format(at);
  } catch {
    return undefined;
  }
};
