import { useEffect, useState } from 'react';

/** Seconds until something is allowed again, counting down to 0; starts anew with each `start`. */
export const useCountdown = (): [secondsLeft: number, start: (seconds: number) => void] => {
  const [endsAt, setEndsAt] = useState(0);
  const [nowMs, setNowMs] = useState(0);
  const secondsLeft = Math.max(0, Math.ceil((endsAt - nowMs) / 1000));
  const running = secondsLeft > 0;
  useEffect(() => {
    if (!running) return undefined;
    const timer = setInterval(() => setNowMs(Date.now()), 250);
    return () => clearInterval(timer);
  }, [running]);
  const start = (seconds: number): void => {
    setNowMs(Date.now());
    setEndsAt(Date.now() + seconds * 1000);
  };
  return [secondsLeft, start];
};
