import type { TaskList } from 'graphile-worker';
import { z } from 'zod';
import type { SliceJobs } from '../slice.ts';
import { scoreTask } from './rating/rating.store.ts';
import { scoreAnalysis } from './rating/score.ts';

const Asked = z.object({ id: z.uuid() });

export const analysisTasks = (jobs: SliceJobs): TaskList => ({
  [scoreTask]: async (payload) => {
    if (await scoreAnalysis(jobs, Asked.parse(payload).id))
      jobs.changes.announce('pipelines', 'incidents');
  },
});
