import type { Preferences } from '@taffrail/contract';

export type Theme = Preferences['theme'];

/** Shows a theme, and keeps it where `before-modules.js` finds it before the next first paint. */
export const rememberTheme = (theme: Theme): void => {
  document.documentElement.dataset['theme'] = theme;
  try {
    localStorage.setItem('taffrail.theme', theme);
  } catch {
    // Forbidden storage costs a flash at the next start, nothing more.
  }
};
