import { catalogueProblems } from '../../../catalogue/catalogue.ts';

/** What Tradewind said of itself while something was done. */
export interface Note {
  readonly level: 'error' | 'warning' | 'info';
  /** The route, or the kind of job. */
  readonly source: string;
  readonly message: string;
  readonly thrown?: { readonly errorType: string; readonly stack: string } | undefined;
  readonly context?: Readonly<Record<string, unknown>>;
  /** When a job said it. */
  readonly doneAt?: number;
}

/** Of the SDK: what runs the stages of a pipeline. */
const stages = 'OpenStages.run (file:///srv/sdk/src/pipelines/open-stages.ts:44:22)';

/** Where the catalogue was asked from: function and file, as the live stacks have them. */
const askers = {
  discovery: [stages, 'discoveries/run-discovery.ts:33:23', 'work (…/jobs/worker.ts:49:7)'],
  headhunt: [stages, 'headhunts/run-headhunt.ts:25:23', 'work (…/jobs/worker.ts:49:7)'],
  batch: ['withProfile (…/companies/with-profile.ts:12:19)', 'batches/run-batch.ts:31:9'],
  company: [
    'withProfile (…/companies/with-profile.ts:12:19)',
    'Object.<anonymous> (…/companies/routes.ts:33:22)',
  ],
} as const;

const place = 'file:///srv/tradewind/src/';

const frame = (asker: string): string => {
  if (asker.includes('file:')) return asker;
  return asker.includes('…') ? asker.replace('…/', place) : `${place}${asker}`;
};

/** As it is thrown today, so that the past and the present of an error are one group. */
export const catalogueFailed = (
  asker: keyof typeof askers,
  is: 'timeout' | 'unavailable',
): Pick<Note, 'message' | 'thrown'> => {
  const [, message] = catalogueProblems[is];
  const frames = [`ask (${place}catalogue/catalogue.ts:60:42)`];
  const lines = [...frames, ...askers[asker].map((each) => `async ${frame(each)}`)];
  const stack = [`Problem: ${message}`, ...lines.map((line) => `    at ${line}`)].join('\n');
  return { message, thrown: { errorType: 'Problem', stack } };
};

const companyRoute = 'GET /api/companies/:id';

/** What a job said of a catalogue that failed. */
export const noteOfJob = (
  source: 'discovery' | 'headhunt' | 'batch',
  is: 'timeout' | 'unavailable',
  said: Required<Pick<Note, 'doneAt' | 'context'>> & Partial<Pick<Note, 'level'>>,
): Note => ({ level: 'error', source, ...catalogueFailed(source, is), ...said });

/** What is said of a request by the way it was answered. */
export const noteOfAnswer = (route: string, status: number): Note | undefined => {
  if (route === companyRoute && (status === 502 || status === 504)) {
    const is = status === 504 ? 'timeout' : 'unavailable';
    const context = { code: catalogueProblems[is][0], status };
    return { level: 'error', source: route, context, ...catalogueFailed('company', is) };
  }
  if (route === 'POST /api/sessions' && status === 401)
    return { level: 'warning', source: route, message: 'Address or password is wrong.' };
  if (status === 402)
    return {
      level: 'info',
      source: route,
      message: 'The plan or the credits do not reach for it.',
    };
  return undefined;
};
