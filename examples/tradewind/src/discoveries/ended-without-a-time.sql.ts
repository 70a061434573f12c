/** Which discoveries are over, and nobody knows since when? Asked by Taffrail. */
export const endedWithoutATimeSql =
  "select id from discoveries where state <> 'running' and finished_at is null";
