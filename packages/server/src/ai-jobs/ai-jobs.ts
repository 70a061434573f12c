export { usageHourDays, usageHoursFrom } from './partitions.ts';
export { recordAiJobs, type NewAiJob } from './recording/record-ai-jobs.store.ts';
