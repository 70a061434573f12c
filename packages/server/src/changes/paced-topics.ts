export interface PacedTopics<Topic> {
  announce(topics: ReadonlySet<Topic>): void;
  /** What waits is told no more. */
  stop(): void;
}

/**
 * Tells of a topic at once, and then not again for a pause; what of it comes meanwhile is told when
 * the pause ends. Topics do not wait for each other.
 */
export const createPacedTopics = <Topic>(
  pauseMs: number,
  tell: (topics: ReadonlySet<Topic>) => void,
): PacedTopics<Topic> => {
  const resting = new Set<Topic>();
  const waiting = new Set<Topic>();
  const pauses = new Set<NodeJS.Timeout>();

  const tellAndRest = (topics: ReadonlySet<Topic>): void => {
    if (topics.size === 0) return;
    for (const topic of topics) resting.add(topic);
    const pause = setTimeout(() => {
      pauses.delete(pause);
      const due = new Set([...topics].filter((topic) => waiting.has(topic)));
      for (const topic of topics) {
        resting.delete(topic);
        waiting.delete(topic);
      }
      tellAndRest(due);
    }, pauseMs).unref();
    pauses.add(pause);
    tell(topics);
  };

  return {
    announce(topics) {
      for (const topic of topics) if (resting.has(topic)) waiting.add(topic);
      tellAndRest(new Set([...topics].filter((topic) => !resting.has(topic))));
    },
    stop() {
      for (const pause of pauses) clearTimeout(pause);
    },
  };
};
