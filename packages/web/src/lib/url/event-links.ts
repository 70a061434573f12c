import { writeRange } from '../time/time-range.ts';

/** A row of a log. */
interface Found {
  readonly id: string;
  readonly createdAt: string;
}

const aroundMs = 5 * 60_000;

/** Addresses are written in whole seconds. */
const secondOf = (ms: number, round: (seconds: number) => number): Date =>
  new Date(round(ms / 1000) * 1000);

/** What happened within five minutes of it, before and after. */
export const searchAround = ({ id, createdAt }: Found): { range: string; peek: string } => {
  const ms = Date.parse(createdAt);
  const range = writeRange({
    from: secondOf(ms - aroundMs, Math.floor),
    to: secondOf(ms + aroundMs, Math.ceil),
  });
  return { range, peek: id };
};

/** A link to it: the range ends with it, so that it stands on the first page, at the top. */
export const searchOfEvent = ({ id, createdAt }: Found): { range: string; peek: string } => {
  const ms = Date.parse(createdAt);
  const range = writeRange({
    from: secondOf(ms - aroundMs, Math.floor),
    to: secondOf(ms + 1, Math.ceil),
  });
  return { range, peek: id };
};
