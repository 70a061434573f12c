import type { AlertSourceKind, CheckKind, CheckResult, Severity } from '@taffrail/contract';

export interface SeenAlert {
  readonly id: string;
  readonly name: string;
  readonly severity: Severity;
  readonly isFiring: boolean;
  readonly sourceKind: AlertSourceKind;
  readonly sourceId: string;
  readonly sourceName: string;
  readonly service: string | null;
  readonly labels: Readonly<Record<string, string>>;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly firstSeenAt: Date;
  readonly occurrences: number;
  readonly isFlapping: boolean;
}

export interface SeenIncident {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly openedAt: Date;
}

/** An incident of the same alert, or of one with the same name, that is over. */
export interface PastIncident extends SeenIncident {
  readonly resolvedAt: Date;
  readonly resolvedByItself: boolean;
  readonly cause: string | null;
  readonly note: string | null;
}

/** A check that concerns the alert, or fails anyway, by its latest look. */
export interface SeenCheck {
  readonly checkId: string;
  readonly runId: string;
  readonly at: Date;
  readonly name: string;
  readonly kind: CheckKind;
  readonly service: string | null;
  readonly result: CheckResult;
  readonly message: string;
  readonly value: number | null;
  readonly warningAt: number | null;
  readonly criticalAt: number | null;
  readonly failingSince: Date | null;
  /** It is about the service or host of the alert, or raised it. */
  readonly isConcerned: boolean;
  /** What it measured before, newest first. */
  readonly earlier: readonly { readonly at: Date; readonly value: number }[];
}

/** Errors of the same fault that were logged around the alert. */
export interface SeenErrors {
  readonly fingerprint: string;
  readonly errorType: string | null;
  readonly message: string;
  readonly source: string;
  readonly firstSeenAt: Date;
  /** Since the window began; counted up to a thousand. */
  readonly recent: number;
  /** An hour, on the seven days before. */
  readonly usualAnHour: number;
}

export interface SeenFix {
  readonly id: string;
  readonly at: Date;
  readonly title: string;
  readonly outcome: 'fixed' | 'skipped' | 'failed';
  readonly trigger: string;
  readonly repository: string | null;
  readonly commitSha: string | null;
}

export interface SeenLoadTest {
  readonly id: string;
  readonly name: string;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly verdict: string;
}

/** Runs of one of the product's pipelines that failed. */
export interface FailedRuns {
  readonly pipeline: string;
  readonly count: number;
  readonly latestId: string;
  /** The most frequent; null where none was told. */
  readonly errorType: string | null;
}

/** What is listed, up to a limit. */
export interface Listed<T> {
  readonly items: readonly T[];
  readonly isCut: boolean;
}

/** All that a provider may speak of: what it says rests on these rows, and it names them. */
export interface Evidence {
  readonly now: Date;
  /** Where to look for what happened just before: never more than six hours ago. */
  readonly around: { readonly at: Date; readonly from: Date };
  readonly alert: SeenAlert;
  readonly incident: SeenIncident;
  /** When it began to fire in the last thirty days, newest first, this time too. */
  readonly episodes: Listed<Date>;
  readonly pastIncidents: Listed<PastIncident>;
  /** Others that fire now, those that began last first. */
  readonly firing: Listed<SeenAlert>;
  readonly checks: Listed<SeenCheck>;
  readonly errors: Listed<SeenErrors>;
  readonly fixes: Listed<SeenFix>;
  readonly loadTests: Listed<SeenLoadTest>;
  readonly failedRuns: Listed<FailedRuns>;
}
