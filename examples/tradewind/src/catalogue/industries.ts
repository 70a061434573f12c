/** What is traded, and the words that people look for it with. */
export const industries = {
  chemicals: ['chemicals', 'industrial solvents', 'pigments', 'adhesives'],
  textiles: ['textiles', 'cotton yarn', 'denim fabric', 'home textiles'],
  machinery: ['machinery', 'packaging machines', 'cnc parts', 'hydraulic pumps'],
  food: ['dried fruit', 'olive oil', 'hazelnuts', 'spices'],
  furniture: ['office furniture', 'garden furniture', 'kitchen cabinets'],
  automotive: ['brake pads', 'automotive parts', 'wiring harness'],
  plastics: ['plastic packaging', 'pvc pipes', 'masterbatch'],
  ceramics: ['ceramic tiles', 'sanitary ware', 'porcelain'],
  metals: ['aluminium profiles', 'steel wire', 'fasteners'],
  medical: ['disposable gloves', 'surgical instruments', 'hospital beds'],
  cosmetics: ['cosmetics', 'essential oils', 'soap noodles'],
  electronics: ['led lighting', 'cables', 'power transformers'],
} as const satisfies Record<string, readonly [string, ...string[]]>;

export type Industry = keyof typeof industries;
export const industryNames = Object.keys(industries) as [Industry, ...Industry[]];
