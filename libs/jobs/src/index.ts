export {
  JOB_STATES,
  JobFailure,
  hasEnded,
  jobIdOf,
  progressOf,
  type Job,
  type JobContext,
  type JobFilter,
  type JobHandler,
  type JobPlace,
  type JobProgress,
  type JobRequest,
  type JobState,
  type JobWorker,
  type Jobs,
  type JsonObject,
  type JsonValue,
  type WorkOptions,
} from './jobs';
export { BullMqJobs, type BullMqJobsOptions } from './bullmq';
export { jobsMigrations } from './migrations';
export { openJobs, type JobsChoice } from './open';
export { PgBossJobs, type PgBossJobsOptions } from './pg-boss';
export { SYSTEM_ACTOR } from './schedules';
