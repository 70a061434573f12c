import { otlpLimits } from '@taffrail/contract';
import { raise } from '../../platform/http/api-error.ts';

/** Counts what a request holds, and ends it where it holds too much. */
export class RecordLimit {
  #count = 0;

  /** @throws `too_many_records` */
  add(): void {
    this.#count += 1;
    if (this.#count > otlpLimits.records)
      raise('too_many_records', {
        message: `A request holds at most ${otlpLimits.records} spans or log records.`,
      });
  }
}
