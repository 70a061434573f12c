const words: Readonly<Record<string, string>> = {
  '1h': 'the hour before',
  '6h': 'the 6 hours before',
  '24h': 'the 24 hours before',
  '7d': 'the week before',
  '30d': 'the 30 days before',
  '90d': 'the 90 days before',
};

/** What a range is compared with: the time of the same length that ends where it begins. */
export const periodBefore = (range: string): string => words[range] ?? 'the period before';
