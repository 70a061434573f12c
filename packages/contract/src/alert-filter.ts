import { z } from 'zod';
import { AlertSourceKind, AlertStatus, Severity } from './alert-kinds.ts';
import { Text } from './text.ts';

/** A label and its value: `service=checkout`. */
const LabelPair = Text(1_300).regex(
  /^[^=]+=/,
  'must be a label and its value, as service=checkout',
);

/** What alerts are asked for: one value of each. */
export const alertFilterFields = {
  status: AlertStatus,
  severity: Severity,
  sourceKind: AlertSourceKind,
  sourceId: z.uuid(),
  name: Text(300).min(1),
  service: Text(300).min(1),
  label: LabelPair,
  /** `none`: those that belong to no incident. */
  incidentId: z.union([z.uuid(), z.literal('none')]),
  flapping: z.literal('yes'),
  traceId: Text(64).min(1),
} as const;
