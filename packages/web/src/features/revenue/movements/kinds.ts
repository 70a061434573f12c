import type { MovementKind } from '@taffrail/contract';

/** What a movement is called, and its colour of the palette. */
export const kinds = {
  new: { title: 'New', colour: 3 },
  expansion: { title: 'Expansion', colour: 1 },
  reactivation: { title: 'Reactivation', colour: 5 },
  contraction: { title: 'Contraction', colour: 4 },
  churn: { title: 'Churn', colour: 2 },
} as const satisfies Record<MovementKind, { title: string; colour: number }>;

/** Above zero, from there upwards; below it, from there downwards. */
export const gains = ['new', 'expansion', 'reactivation'] as const satisfies MovementKind[];
export const losses = ['contraction', 'churn'] as const satisfies MovementKind[];
