import { z } from 'zod';
import { defineRoute } from './route.ts';
import { IdParams, Timestamp } from './page.ts';
import { Text } from './text.ts';

/** The pages that have views. */
export const ViewPage = z.enum([
  'activity',
  'alerts',
  'incidents',
  'checks',
  'pipeline_runs',
  'stage_executions',
  'analysis_runs',
]);
export type ViewPage = z.infer<typeof ViewPage>;

/** A named set of a page's URL parameters: filters, relative range, columns. */
export const SavedView = z.object({
  id: z.uuid(),
  page: ViewPage,
  name: z.string(),
  /** Everybody sees it; only its maker changes it. */
  shared: z.boolean(),
  mine: z.boolean(),
  /** The page's URL parameters, without `?`, at most 2,000 characters. */
  search: z.string(),
  createdAt: Timestamp,
});
export type SavedView = z.infer<typeof SavedView>;

export const listSavedViews = defineRoute({
  method: 'GET',
  path: '/api/v1/saved-views',
  summary: 'My views of a page and those that others share.',
  access: 'signed_in',
  query: z.object({ page: ViewPage }),
  response: z.object({ items: z.array(SavedView) }),
});

const GivenView = z.object({
  name: Text(60).trim().min(1),
  shared: z.boolean(),
  search: Text(2000),
});

export const createSavedView = defineRoute({
  method: 'POST',
  path: '/api/v1/saved-views',
  summary: 'Save a view.',
  access: 'signed_in',
  body: GivenView.extend({ page: ViewPage }),
  status: 201,
  response: SavedView,
});

export const changeSavedView = defineRoute({
  method: 'PUT',
  path: '/api/v1/saved-views/:id',
  summary: 'Rename a view of mine, share it or not, or have it keep something else.',
  access: 'signed_in',
  params: IdParams,
  body: GivenView,
  response: SavedView,
});

export const deleteSavedView = defineRoute({
  method: 'DELETE',
  path: '/api/v1/saved-views/:id',
  summary: 'Delete a view of mine.',
  access: 'signed_in',
  params: IdParams,
  status: 204,
});
