import type { GroupingRules } from '@taffrail/contract';

/** The rules as somebody is writing them. */
export interface WrittenRules {
  readonly bySourceGroup: boolean;
  readonly labels: string;
  readonly windowMinutes: string;
  readonly reopenMinutes: string;
}

export const writeRules = (rules: GroupingRules): WrittenRules => ({
  bySourceGroup: rules.bySourceGroup,
  labels: rules.labels.join(', '),
  windowMinutes: String(rules.windowMinutes),
  reopenMinutes: String(rules.reopenMinutes),
});

const mostLabels = 10;

export const readLabels = (text: string): string[] => [
  ...new Set(text.split(/[\s,]+/).filter((label) => label !== '')),
];

export type RuleProblems = Partial<Record<keyof WrittenRules, string>>;

const wrongMinutes = (text: string, least: number, most: number): string | undefined => {
  const minutes = Number(text);
  const isRight = /^\d+$/.test(text.trim()) && minutes >= least && minutes <= most;
  return isRight ? undefined : `Write minutes, from ${least} to ${most.toLocaleString('en')}.`;
};

/** What is wrong with them, by field. */
export const problemsOf = (written: WrittenRules): RuleProblems => {
  const labels = readLabels(written.labels);
  const wrongLabels =
    labels.length > mostLabels
      ? `${mostLabels} labels at most.`
      : labels.some((label) => label.length > 100)
        ? 'A label has 100 characters at most.'
        : undefined;
  const windowMinutes = wrongMinutes(written.windowMinutes, 1, 1_440);
  const reopenMinutes = wrongMinutes(written.reopenMinutes, 0, 10_080);
  return {
    ...(wrongLabels && { labels: wrongLabels }),
    ...(windowMinutes && { windowMinutes }),
    ...(reopenMinutes && { reopenMinutes }),
  };
};

/** What is written, where nothing is wrong with it. */
export const readRules = (written: WrittenRules): GroupingRules | undefined =>
  Object.keys(problemsOf(written)).length > 0
    ? undefined
    : {
        bySourceGroup: written.bySourceGroup,
        labels: readLabels(written.labels),
        windowMinutes: Number(written.windowMinutes),
        reopenMinutes: Number(written.reopenMinutes),
      };
