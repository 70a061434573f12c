/** The words of the account's menu and of its page. */
export const themeOptions = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;

export const densityOptions = [
  { value: 'compact', label: 'Compact' },
  { value: 'comfortable', label: 'Comfortable' },
] as const;

export const timesOptions = [
  { value: 'relative', label: '3 min ago' },
  { value: 'absolute', label: 'Date and time' },
] as const;
