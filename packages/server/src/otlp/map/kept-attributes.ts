import type { Attributes, AttributeValue } from '../decode/otlp-data.ts';

/** Less than a record's JSON may have, for the names and quotes around it. */
const mostBytes = 24_000;
const mostBytesOfOne = 8_000;

/** Of the process: what tells apart where a record is from. */
const ofResource = ['service.name', 'service.version', 'deployment.environment.name'];

/** Collects what a record keeps beside its own fields, as much as there is room for. */
export class KeptAttributes {
  readonly #values = new Map<string, AttributeValue>();
  #bytes = 0;

  constructor(resource: Attributes) {
    for (const name of ofResource) this.add(name, resource.get(name));
  }

  add(name: string, value: AttributeValue | undefined): void {
    if (value === undefined || value === null || value === '') return;
    const size = Buffer.byteLength(JSON.stringify([name, value]));
    if (size > mostBytesOfOne || this.#bytes + size > mostBytes) return;
    this.#bytes += size;
    this.#values.set(name, value);
  }

  toRecord(): Record<string, AttributeValue> {
    return Object.fromEntries(this.#values);
  }
}
