import type { StepName } from './step.ts';

/** What a browser asks for at a step, by routes; `:id` is whatever the step is about. */
export interface Page {
  readonly before: readonly string[];
  /** The request that does it, and its usual answer. */
  readonly asks: readonly [route: string, status: number] | undefined;
  /** Only when it was done. */
  readonly after: readonly string[];
}

const page = (
  before: readonly string[],
  asks: Page['asks'],
  after: readonly string[] = [],
): Page => ({ before, asks, after });

const home = [
  'GET /api/me',
  'GET /api/organization',
  'GET /api/leads',
  'GET /api/tasks',
  'GET /api/discoveries',
  'GET /api/credits',
];
const members = 'GET /api/members';
const companies = 'GET /api/companies';
const leads = 'GET /api/leads';
const tasks = 'GET /api/tasks';
const thrice = (route: string): string[] => [route, route, route];

export const pages: Readonly<Record<StepName, Page>> = {
  signUp: page(['GET /api/plans'], ['POST /api/sign-up', 201], home),
  signIn: page([], ['POST /api/sessions', 201]),
  signOut: page([], ['DELETE /api/sessions/current', 204]),
  lookAround: page(home, undefined),
  discover: page(
    ['GET /api/discoveries'],
    ['POST /api/discoveries', 202],
    [...thrice('GET /api/discoveries/:id'), companies],
  ),
  openCompany: page(
    [companies],
    ['GET /api/companies/:id', 200],
    ['GET /api/companies/:id/contacts'],
  ),
  headhunt: page(
    [companies],
    ['POST /api/headhunts', 202],
    [...thrice('GET /api/headhunts/:id'), 'GET /api/companies/:id/contacts'],
  ),
  openContact: page([], ['GET /api/contacts/:id', 200], ['GET /api/credits']),
  startBatch: page(
    [companies],
    ['POST /api/batches', 202],
    [...thrice('GET /api/batches/:id'), 'GET /api/batches'],
  ),
  createLead: page([companies, leads], ['POST /api/leads', 201], [leads]),
  openLead: page([leads], ['GET /api/leads/:id', 200], ['GET /api/leads/:id/interactions', tasks]),
  updateLead: page([], ['PATCH /api/leads/:id', 200], [leads]),
  deleteLead: page([], ['DELETE /api/leads/:id', 204], [leads]),
  noteInteraction: page(
    [],
    ['POST /api/leads/:id/interactions', 201],
    ['GET /api/leads/:id/interactions'],
  ),
  createTask: page([], ['POST /api/tasks', 201], [tasks]),
  completeTask: page([tasks], ['POST /api/tasks/:id/completion', 200], [tasks]),
  export: page([], undefined),
  openTicket: page(['GET /api/tickets'], ['POST /api/tickets', 201]),
  closeTicket: page(['GET /api/tickets'], ['POST /api/tickets/:id/closing', 200]),
  changeSettings: page(['GET /api/organization', members], ['PATCH /api/organization', 200]),
  payBills: page(['GET /api/invoices', 'GET /api/credits'], undefined),
  slip: page([], undefined),
  invite: page([members], ['POST /api/members', 201], [members]),
  removeMember: page([members], ['DELETE /api/members/:userId', 204], [members]),
  deleteAccount: page([], ['DELETE /api/me', 204]),
  changePlan: page(
    ['GET /api/plans'],
    ['PUT /api/subscription', 200],
    ['GET /api/organization', 'GET /api/invoices'],
  ),
  cancelPlan: page(['GET /api/organization', 'GET /api/plans'], ['DELETE /api/subscription', 200]),
  closeOrganization: page([], ['DELETE /api/organization', 204]),
};

/** While a page is open it asks so often whether a job is done. */
export const pollEveryMs = 30_000;
export const pollRoute = 'GET /api/jobs';

/** What somebody's script fetches, page after page; and how soon the next. */
export const exportRoutes = [leads, companies] as const;
export const exportEveryMs = 180;
