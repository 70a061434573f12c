import type { BatchAnswer, RejectionCode } from '@taffrail/contract';

/** Senders repeat themselves: a few records tell what all of them do wrong. */
const limits = { records: 100, warnings: 20 } as const;

/** Names that can be shown and stored. */
const plainName = /^[\w.-]{1,50}$/;

/** The answer to a batch as its records are gone through. */
export class BatchReport {
  #accepted = 0;
  #repeatable = 0;
  #otherEndpoints = 0;
  readonly #rejected: BatchAnswer['rejected'] = [];
  readonly #unknownFields = new Set<string>();

  accept(): void {
    this.#accepted += 1;
  }

  reject(index: number, code: RejectionCode, message: string): void {
    this.#rejected.push({ index, code, message });
  }

  noteRepeatable(): void {
    this.#repeatable += 1;
  }

  noteOtherEndpoint(): void {
    this.#otherEndpoints += 1;
  }

  noteUnknownFields(names: readonly string[]): void {
    for (const name of names)
      if (this.#unknownFields.size < limits.warnings && plainName.test(name))
        this.#unknownFields.add(name);
  }

  /** Whether unknown fields of this record are still of interest. */
  looksAt(index: number): boolean {
    return index < limits.records;
  }

  toAnswer(hasIdempotencyKey: boolean): BatchAnswer {
    const warnings = [...this.#unknownFields].map((name) => `The field ${name} is not known.`);
    if (this.#repeatable > 0 && !hasIdempotencyKey)
      warnings.push(
        `${this.#repeatable} of the records would be counted again if they were sent again: ` +
          'give each an id and createdAt, or the batch an Idempotency-Key.',
      );
    if (this.#otherEndpoints > 0)
      warnings.push(
        `${this.#otherEndpoints} of the requests are counted as (other): their day has a thousand ` +
          'endpoints already. Send patterns of routes, not paths.',
      );
    return { accepted: this.#accepted, rejected: this.#rejected, warnings };
  }
}
