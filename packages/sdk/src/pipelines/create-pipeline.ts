import type { Telling } from '../record/telling.ts';
import { openRun } from './open-run.ts';
import type { RunPipeline } from './pipeline.ts';

export const createPipeline =
  (telling: Telling): RunPipeline =>
  async (pipeline, session, work) => {
    const run = openRun(pipeline, session, telling);
    try {
      const result = await work(run.handle);
      run.end();
      return result;
    } catch (error) {
      run.end(error);
      throw error;
    }
  };
