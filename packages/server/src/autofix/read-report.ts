import { AutofixFacts, AutofixReport, type AutofixOutcome } from '@taffrail/contract';
import { z } from 'zod';
import { Unreadable } from '../inbox/inbox.ts';

/** An attempt as it was reported, complete. */
export interface ReportedAttempt extends Omit<AutofixReport, 'execution' | 'outcome'> {
  readonly outcome: AutofixOutcome;
}

/**
 * The last message of an execution file of claude-code-action. `is_error: true` may stand beside
 * the subtype "success": then it is a failure.
 * https://code.claude.com/docs/en/sdk/sdk-typescript (SDKResultMessage)
 */
const Result = z.object({
  type: z.literal('result'),
  subtype: z.string(),
  is_error: z.boolean().optional(),
  result: z.string().optional(),
  num_turns: z.number().optional(),
  duration_ms: z.number().optional(),
  total_cost_usd: z.number().optional(),
});
type Result = z.infer<typeof Result>;

const Start = z.object({
  type: z.literal('system'),
  subtype: z.literal('init'),
  model: z.string(),
});

const longest = 20_000;

type Message = Readonly<Record<string, unknown>>;

const resultOf = (execution: readonly Message[]): Result => {
  const found = execution.findLast(({ type }) => type === 'result');
  const parsed = Result.safeParse(found);
  if (parsed.success) return parsed.data;
  throw new Unreadable('The execution has no result: it was cut off, or is no execution file.');
};

const modelOf = (execution: readonly Message[]): string | undefined =>
  execution.map((message) => Start.safeParse(message)).find(({ success }) => success)?.data?.model;

/** What an execution tells of the attempt by itself. */
const readExecution = (execution: readonly Message[]) => {
  const { subtype, is_error: isError, result, ...figures } = resultOf(execution);
  const hasFailed = isError === true || subtype !== 'success';
  const text = result?.slice(0, longest);
  return {
    hasFailed,
    model: modelOf(execution),
    turns: figures.num_turns === undefined ? undefined : Math.round(figures.num_turns),
    durationMs: figures.duration_ms === undefined ? undefined : Math.round(figures.duration_ms),
    costUsd: figures.total_cost_usd,
    ...(hasFailed ? { error: text ?? subtype } : { summary: text }),
  };
};

const withCommitUrl = (attempt: ReportedAttempt): ReportedAttempt => {
  const { repository, commitSha, commitUrl } = attempt;
  if (commitUrl !== undefined || repository === undefined || commitSha === undefined)
    return attempt;
  return { ...attempt, commitUrl: `https://github.com/${repository}/commit/${commitSha}` };
};

/** Counts alone say it, too. */
const verificationOf = ({
  verification,
  testsPassed = 0,
  testsFailed = 0,
}: AutofixReport): AutofixReport['verification'] => {
  if (verification !== undefined) return verification;
  if (testsFailed > 0) return 'failed';
  return testsPassed > 0 ? 'passed' : undefined;
};

const complete = ({ execution, ...report }: AutofixReport): ReportedAttempt => {
  const { hasFailed, ...told } = execution ? readExecution(execution) : { hasFailed: undefined };
  const derived = hasFailed ? 'failed' : report.commitSha === undefined ? 'skipped' : 'fixed';
  const outcome = report.outcome ?? (hasFailed === undefined ? undefined : derived);
  if (outcome === undefined)
    throw new Unreadable('Neither an outcome nor an execution says what came of the attempt.');
  if (outcome === 'fixed' && report.commitSha === undefined)
    throw new Unreadable('A fix has a commit: commitSha is missing.');
  return withCommitUrl({ ...told, ...report, outcome, verification: verificationOf(report) });
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** One JSON document, or one JSON object a line: execution files are either. */
const parseBody = (body: Buffer): unknown => {
  const text = body.toString('utf8');
  const whole = parseJson(text);
  if (whole !== undefined) return whole;
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const messages = lines.map(parseJson);
  if (lines.length < 2 || messages.includes(undefined))
    throw new Unreadable('The body is neither JSON nor one JSON object a line.');
  return messages;
};

const parseWith = <S extends z.ZodType>(schema: S, value: unknown, what: string): z.output<S> => {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Unreadable(`${what}:\n${z.prettifyError(parsed.error)}`);
};

/** @throws {Unreadable} */
export const readReport = (
  body: Buffer,
  query: Readonly<Record<string, string>>,
): ReportedAttempt => {
  const given = parseBody(body);
  if (!Array.isArray(given))
    return complete(parseWith(AutofixReport, given, 'The report is wrong'));
  const facts = parseWith(AutofixFacts, query, 'The query beside the execution is wrong');
  return complete(
    parseWith(AutofixReport, { ...facts, execution: given }, 'The execution is wrong'),
  );
};
