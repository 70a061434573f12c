/** What other slices may use of notifications. */
export { notifyStage } from './notify-stage.ts';
export { notificationPartitions } from './partitions.ts';
