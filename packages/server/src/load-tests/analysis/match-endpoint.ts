import type { EndpointFigures } from '../../api-metrics/api-metrics.ts';

const namedMethod = /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\s+/i;

/** Tests name a request by path, by address, or as `GET /leads`. */
const toPath = (endpoint: string): string => {
  const name = endpoint.replace(namedMethod, '');
  return (URL.parse(name)?.pathname ?? name).split('?', 1)[0] ?? name;
};

const isPlaceholder = (segment: string): boolean => /^[:{[*]/.test(segment);

/** `/leads/7` is a request of `/leads/:id`; so is `/leads/{id}` of a test that names patterns. */
const fits = (path: string, pattern: string): boolean => {
  const [segments, places] = [path.split('/'), pattern.split('/')];
  return (
    segments.length === places.length &&
    places.every((place, i) => place === segments[i] || isPlaceholder(place))
  );
};

/** The product's endpoint that a route of a test calls, of the same method where that is known. */
export const matchEndpoint = (
  route: { readonly method: string | null; readonly endpoint: string },
  endpoints: readonly EndpointFigures[],
): EndpointFigures | undefined => {
  const path = toPath(route.endpoint);
  const method = route.method ?? namedMethod.exec(route.endpoint)?.[1] ?? null;
  const alike = endpoints.filter(
    (known) => method === null || known.method === method.toUpperCase(),
  );
  return (
    alike.find(({ endpoint }) => endpoint === path) ??
    alike.find(({ endpoint }) => fits(path, endpoint))
  );
};
