export {
  createQueue,
  type QueueConfig,
  type QueueHandle,
  type WorkOptions,
} from './create-queue.ts';
export { JOB_NAMES, type JobHandlers, type JobOf } from './job-handlers.ts';
