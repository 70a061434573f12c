import type { StatusName } from './status.tsx';

/** One thing that the verdict of a page rests on. */
export interface Finding {
  readonly tone: Extract<StatusName, 'ok' | 'warning' | 'error' | 'unknown'>;
  /** Short, and without a full stop: "Companies fell by 25.0%". */
  readonly text: string;
  /** The id of the element of the page that shows it. */
  readonly panel: string;
}

/** What a panel adds to the verdict: nothing where all is well. */
export interface PanelFindings {
  readonly isPending: boolean;
  readonly findings: readonly Finding[];
}
