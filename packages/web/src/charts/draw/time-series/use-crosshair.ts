import { useMemo, useState } from 'react';

/** The moment that charts of one page point at. */
export interface Crosshair {
  /** Milliseconds; null where nobody points. */
  readonly at: number | null;
  readonly point: (at: number | null) => void;
}

export const useCrosshair = (): Crosshair => {
  const [at, point] = useState<number | null>(null);
  return useMemo(() => ({ at, point }), [at]);
};
