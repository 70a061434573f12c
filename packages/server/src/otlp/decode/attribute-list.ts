import { otlpLimits } from '@taffrail/contract';
import type { Attributes, AttributeValue } from './otlp-data.ts';
import { storableText } from './storable-text.ts';

/** Attributes as they are decoded; those beyond the limit are only counted. */
export class AttributeList {
  readonly #values = new Map<string, AttributeValue>();
  #dropped = 0;

  /** Whether another one is taken; one that is not need not be read. */
  makeRoom(): boolean {
    if (this.#values.size < otlpLimits.attributes) return true;
    this.#dropped += 1;
    return false;
  }

  set(name: string, value: AttributeValue): void {
    this.#values.set(storableText(name, otlpLimits.name), value);
  }

  get values(): Attributes {
    return this.#values;
  }

  get dropped(): number {
    return this.#dropped;
  }
}
