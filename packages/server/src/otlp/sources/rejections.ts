import type { Rejection } from '../../ingest/ingest.ts';

/** Reasons that are told apart; a sender does one thing wrong, as a rule. */
const mostReasons = 5;

/** What of a request was not taken, and what was not understood of the rest, as OTLP tells it. */
export class Rejections {
  #count = 0;
  readonly #reasons = new Map<string, number>();

  add({ message }: Rejection): void {
    this.#count += 1;
    this.#note(message);
  }

  /** Of what was stored, but did not become what it seemed to be. */
  warn(what: string, { message }: Rejection): void {
    this.#note(`kept, but no ${what}: ${message}`);
  }

  #note(message: string): void {
    if (this.#reasons.size < mostReasons || this.#reasons.has(message))
      this.#reasons.set(message, (this.#reasons.get(message) ?? 0) + 1);
  }

  get count(): number {
    return this.#count;
  }

  /** In words: each reason with how many it is of; empty when all is well. */
  get message(): string {
    return [...this.#reasons].map(([reason, count]) => `${count}: ${reason}`).join('; ');
  }
}
