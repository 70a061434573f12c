import type { LogLevel } from '@taffrail/contract';

/** The words for a level, in the order of their weight. */
export const levelWords: Readonly<Record<LogLevel, string>> = {
  error: 'Error',
  warning: 'Warning',
  info: 'Info',
};

/** Of the palette: what is worst is red. */
export const levelColours: Readonly<Record<LogLevel, number>> = { error: 2, warning: 5, info: 1 };

export const isLevel = (text: string): text is LogLevel => Object.hasOwn(levelWords, text);
