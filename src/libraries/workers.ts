/** Queues, brokers, schedulers: what is called to hand over the function that handles a message or runs on time. */

interface WorkerRow {
  /** Full name of the call (see `web-frameworks.ts`). */
  readonly call: string;
  readonly role: 'consumer' | 'job';
  /** Where the function stands: argument index, or option key of an object argument. */
  readonly handler: number | string;
  /** Argument that names the queue, topic or schedule; -1 when there is none. */
  readonly topic: number;
}

export const WORKERS: readonly WorkerRow[] = [
  { call: 'bullmq.Worker()', role: 'consumer', handler: 1, topic: 0 },
  { call: 'bull().process()', role: 'consumer', handler: -1, topic: -1 },
  { call: 'bee-queue().process()', role: 'consumer', handler: -1, topic: -1 },
  { call: 'kafkajs.Kafka().consumer().run()', role: 'consumer', handler: 'eachMessage', topic: -1 },
  { call: 'kafkajs.Kafka().consumer().run()', role: 'consumer', handler: 'eachBatch', topic: -1 },
  { call: 'sqs-consumer.Consumer.create()', role: 'consumer', handler: 'handleMessage', topic: -1 },
  { call: 'sqs-consumer.Consumer.create()', role: 'consumer', handler: 'handleMessageBatch', topic: -1 },
  { call: 'pg-boss().work()', role: 'consumer', handler: -1, topic: 0 },
  { call: '@google-cloud/pubsub.PubSub().subscription().on()', role: 'consumer', handler: 1, topic: 0 },
  { call: 'nats.connect().subscribe()', role: 'consumer', handler: 'callback', topic: 0 },
  { call: 'node-cron.schedule()', role: 'job', handler: 1, topic: 0 },
  { call: 'cron.CronJob()', role: 'job', handler: 1, topic: 0 },
  { call: 'cron.CronJob.from()', role: 'job', handler: 'onTick', topic: -1 },
  { call: 'croner.Cron()', role: 'job', handler: -1, topic: 0 },
  { call: 'node-schedule.scheduleJob()', role: 'job', handler: -1, topic: 0 },
  { call: 'agenda().define()', role: 'job', handler: -1, topic: 0 },
];

/** `channel.consume(queue, fn)` of amqplib: the channel is awaited from a connection that is often a parameter. */
export const CONSUME_METHODS: ReadonlySet<string> = new Set(['consume', 'basic_consume']);

/** Python decorators that make a function a task, by last name, and the packages they come from. */
export const TASK_DECORATORS: ReadonlySet<string> = new Set([
  'task',
  'shared_task',
  'periodic_task',
  'actor',
  'db_task',
  'db_periodic_task',
]);
export const TASK_PACKAGES: ReadonlySet<string> = new Set([
  'celery',
  'dramatiq',
  'huey',
  'huey.contrib.djhuey',
  'rq',
  'rq.decorators',
]);
export const JOB_DECORATORS: ReadonlySet<string> = new Set([
  'scheduled_job',
  'periodic_task',
  'db_periodic_task',
  'repeat_every',
  'on_after_configure',
]);

/** Nest decorators, by name. */
export const NEST_CONSUMERS: ReadonlyMap<string, 'consumer' | 'job'> = new Map([
  ['MessagePattern', 'consumer'],
  ['EventPattern', 'consumer'],
  ['Process', 'consumer'],
  ['RabbitSubscribe', 'consumer'],
  ['SqsMessageHandler', 'consumer'],
  ['Cron', 'job'],
  ['Interval', 'job'],
]);
