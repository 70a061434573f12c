import pg from 'pg';
import { startStopwatch } from '../../clock.ts';
import { toQueryFailure, type QueryFailure } from './query-failure.ts';

/** What came of a question to a database of somebody else's: failure is an answer, too. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly failure: QueryFailure;
      /** What Postgres said of the query's own words, which hold no data. */
      readonly message: string | null;
    };

/**
 * Longer than the pool lets a statement run: only a server that says nothing at all is left by it.
 */
const silentMs = 8_000;
const messageLimit = 500;

/**
 * One read-only statement, and never several: those of the extended protocol are one.
 *
 * @throws whatever the database or the way to it throws
 */
export const ask = async <Row extends pg.QueryResultRow>(
  pool: pg.Pool,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> => {
  const query: pg.QueryConfig = { text, values: [...values] };
  const { rows } = await pool.query<Row>({
    ...query,
    queryMode: 'extended',
    query_timeout: silentMs,
  } as pg.QueryConfig);
  return rows;
};

const isAway = ({ failure }: { failure: QueryFailure }): boolean =>
  failure === 'unreachable' || failure === 'refused' || failure === 'unavailable';

const toAnswer = (error: unknown): Answer<never> => ({
  ok: false,
  failure: toQueryFailure(error),
  // Class 42: syntax, names and privileges.
  message:
    error instanceof pg.DatabaseError && error.code?.startsWith('42')
      ? error.message.slice(0, messageLimit)
      : null,
});

/** One question, whose failure is its answer. */
export const answerOf = async <T>(asking: Promise<T>): Promise<Answer<T>> => {
  try {
    return { ok: true, value: await asking };
  } catch (error) {
    return toAnswer(error);
  }
};

export interface Answered<Item, T> {
  readonly item: Item;
  readonly answer: Answer<T>;
  readonly durationMs: number;
}

/**
 * One question after the other, so that no more than one connection is busy. Once the database is
 * away, or the time for all is over, the others are not asked any more and share that failure.
 */
export const askInTurn = async <Item, T>(
  items: readonly Item[],
  askOne: (item: Item) => Promise<T>,
  { withinMs, signal }: { withinMs: number; signal?: AbortSignal | undefined },
): Promise<Answered<Item, T>[]> => {
  const answered: Answered<Item, T>[] = [];
  const sinceStartMs = startStopwatch();
  let givenUp: Answer<T> | undefined;
  for (const item of items) {
    signal?.throwIfAborted();
    const elapsedMs = startStopwatch();
    if (!givenUp && sinceStartMs() > withinMs)
      givenUp = { ok: false, failure: 'timed_out', message: null };
    const answer: Answer<T> = givenUp ?? (await answerOf(askOne(item)));
    if (!answer.ok && isAway(answer)) givenUp = answer;
    answered.push({ item, answer, durationMs: Math.round(elapsedMs()) });
  }
  return answered;
};
