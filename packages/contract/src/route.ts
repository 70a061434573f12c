import type { z } from 'zod';
import type { Permission } from './permission-names.ts';

/**
 * Who may call a route: anybody, anybody signed in (a key counts), or the holders of a permission.
 * There is no default: a route that does not say is refused at start.
 */
export type RouteAccess = 'public' | 'signed_in' | Permission;

/**
 * One route of the API, defined once: the server validates with it, the web's client is typed by
 * it, and `/api/openapi.json` is made from it.
 */
export interface RouteDefinition {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With `:name` for parameters, as in `/api/v1/api-keys/:id`. */
  readonly path: `/api/v1/${string}`;
  readonly summary: string;
  readonly access: RouteAccess;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** How large the body may be; 256 KiB unless given. */
  readonly bodyBytes?: number;
  /** The JSON of the success answer; absent for streams and for 204. */
  readonly response?: z.ZodType;
  /** The data of the messages, where the success answer is a stream of server-sent events. */
  readonly events?: z.ZodType;
  /** Of the success answer; 200 unless given. */
  readonly status?: 200 | 201 | 204;
}

export const defineRoute = <const R extends RouteDefinition>(route: R): R => route;

/** What a handler receives of a part: the parsed value, or nothing where the route has no schema. */
type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;
/** What a caller gives for a part: before defaults and conversions. */
type Given<S> = S extends z.ZodType ? z.input<S> : undefined;
type Part<R, K extends keyof RouteDefinition> = K extends keyof R ? R[K] : undefined;

export interface RouteInput<R extends RouteDefinition> {
  readonly params: Parsed<Part<R, 'params'>>;
  readonly query: Parsed<Part<R, 'query'>>;
  readonly body: Parsed<Part<R, 'body'>>;
}

export interface RouteCall<R extends RouteDefinition> {
  readonly params: Given<Part<R, 'params'>>;
  readonly query: Given<Part<R, 'query'>>;
  readonly body: Given<Part<R, 'body'>>;
}

/** The JSON as the caller sees it. */
export type RouteAnswer<R extends RouteDefinition> =
  Part<R, 'response'> extends z.ZodType ? z.output<Part<R, 'response'>> : undefined;
