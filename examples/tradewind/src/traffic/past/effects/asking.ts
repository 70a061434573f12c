import { exportEveryMs, exportRoutes } from '../../visits/pages.ts';
import type { SlipKind } from '../../visits/step.ts';
import { noteOfAnswer } from './notes.ts';
import type { Effects } from '../scene.ts';

const answers: Readonly<Record<SlipKind, readonly [route: string, status: number]>> = {
  wrongPassword: ['POST /api/sessions', 401],
  lostLink: ['GET /api/leads/:id', 404],
  badForm: ['POST /api/discoveries', 400],
  notAllowed: ['POST /api/members', 403],
};

/** What only asks and changes nothing. */
export const asking: Effects<'lookAround' | 'export' | 'slip'> = {
  lookAround: () => undefined,
  export: ({ request }, { pages }) => {
    for (let page = 0; page < pages; page += 1)
      request(
        exportRoutes[page % exportRoutes.length] ?? exportRoutes[0],
        200,
        page * exportEveryMs,
      );
    return undefined;
  },
  slip: ({ request, note }, { kind }) => {
    request(...answers[kind]);
    const said = noteOfAnswer(...answers[kind]);
    if (said) note(said);
    return undefined;
  },
};
