import {
  AlertSourceKind,
  LabelMatcher,
  Severity,
  type NotificationRoute,
} from '@taffrail/contract';
import { z } from 'zod';
import type { Route } from './matching.ts';
import type { RouteRow } from './routes.store.ts';

const Labels = z.array(LabelMatcher);

export const toRoute = (row: RouteRow, index: number): NotificationRoute => ({
  id: row.id,
  name: row.name,
  isEnabled: row.is_enabled,
  position: index + 1,
  severities: z.array(Severity).parse(row.severities),
  sourceKinds: z.array(AlertSourceKind).parse(row.source_kinds),
  labels: Labels.parse(row.labels),
  channelIds: row.channel_ids,
  goesOn: row.goes_on,
  version: row.version,
  createdAt: row.created_at.toISOString(),
});

/** Those that are asked. */
export const toAskedRoutes = (rows: readonly RouteRow[]): Route[] =>
  rows.filter((row) => row.is_enabled).map(toRoute);
