import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { announce } from '../lib/announce.ts';
import { toast } from './toast.ts';

export interface RunNow {
  /** When the latest run that is known began; another moment means that there was one. */
  readonly latestAt: string | null;
  readonly ask: () => Promise<unknown>;
  readonly refetch: () => unknown;
  /** What is said once it is done. */
  readonly done: string;
}

const askAgainMs = 1_000;
/** A run takes two minutes at most, after what the worker has in hand. */
const patienceMs = 180_000;

/** Asks for something that a job does, and looks until what it did is there. */
export const useRunNow = (run: RunNow): { isRunning: boolean; start: () => void } => {
  const [awaited, setAwaited] = useState<{ readonly after: string | null }>();
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  const { mutate } = useMutation({
    mutationFn: () => latest.current.ask(),
    onMutate: () => {
      setAwaited({ after: latest.current.latestAt });
      announce('Asked for. It is running.');
    },
    onError: (error) => {
      setAwaited(undefined);
      toast('error', `It could not be asked for: ${error.message}`);
    },
  });
  useEffect(() => {
    if (!awaited) return undefined;
    const untilMs = Date.now() + patienceMs;
    const end = (...said: Parameters<typeof toast>): void => {
      setAwaited(undefined);
      toast(...said);
    };
    const timer = setInterval(() => {
      const { latestAt, done, refetch } = latest.current;
      if (latestAt !== awaited.after) end('ok', done);
      else if (Date.now() > untilMs) end('warning', 'Nothing came of it yet. Is a worker running?');
      else refetch();
    }, askAgainMs);
    return () => clearInterval(timer);
  }, [awaited]);
  return { isRunning: awaited !== undefined, start: () => mutate() };
};
