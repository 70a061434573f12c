/** The files that import themselves by way of others, by Tarjan's algorithm: one list per knot. */
const knotsOf = (graph: ReadonlyMap<string, readonly string[]>): string[][] => {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const waiting = new Set<string>();
  const knots: string[][] = [];

  const enter = (node: string): number => {
    const number = order.size;
    order.set(node, number);
    let low = number;
    stack.push(node);
    waiting.add(node);
    for (const next of graph.get(node) ?? []) {
      if (!order.has(next)) low = Math.min(low, enter(next));
      else if (waiting.has(next)) low = Math.min(low, order.get(next) ?? low);
    }
    lowest.set(node, low);
    if (low === number) {
      const knot = stack.splice(stack.indexOf(node));
      for (const member of knot) waiting.delete(member);
      const importsItself = graph.get(node)?.includes(node) ?? false;
      if (knot.length > 1 || importsItself) knots.push(knot);
    }
    return low;
  };
  for (const node of graph.keys()) if (!order.has(node)) enter(node);
  return knots;
};

/** The shortest way from a file back to itself inside its knot. */
const shortestCycle = (
  graph: ReadonlyMap<string, readonly string[]>,
  knot: readonly string[],
): string[] => {
  const start = knot.toSorted()[0] ?? '';
  const inside = new Set(knot);
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const node of queue) {
    for (const next of graph.get(node) ?? []) {
      if (next === start) {
        const back = [node];
        for (let at = cameFrom.get(node); at !== undefined; at = cameFrom.get(at)) back.push(at);
        return back.toReversed();
      }
      if (inside.has(next) && !cameFrom.has(next)) {
        cameFrom.set(next, node);
        queue.push(next);
      }
    }
  }
  return [...knot];
};

/** One shortest cycle for every knot of a graph; none when it has no cycle. */
export const findCycles = (graph: ReadonlyMap<string, readonly string[]>): string[][] =>
  knotsOf(graph).map((knot) => shortestCycle(graph, knot));
