import { otlpLimits } from '@taffrail/contract';
import { storableText } from '../storable-text.ts';

/** Reads what JSON.parse gave. What is not of its form counts as absent, as an unknown field does. */

export type JsonFields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is JsonFields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const fieldsOf = (value: unknown): JsonFields => (isFields(value) ? value : {});

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const textOf = (value: unknown, mostCharacters?: number): string =>
  typeof value === 'string' ? storableText(value, mostCharacters) : '';

export const nameOf = (value: unknown): string => textOf(value, otlpLimits.name);

/** Ids are hexadecimal in either case. */
export const hexOf = (value: unknown): string =>
  typeof value === 'string' ? value.slice(0, otlpLimits.name).toLowerCase() : '';

/** Enums are numbers. */
export const numberOf = (value: unknown): number =>
  typeof value === 'number' && Number.isInteger(value) ? value : 0;

const digits = /^-?\d{1,20}$/;

/** 64-bit integers are text, and some senders write numbers. */
export const integerOf = (value: unknown): bigint | undefined => {
  if (typeof value === 'string') return digits.test(value) ? BigInt(value) : undefined;
  return typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : undefined;
};
