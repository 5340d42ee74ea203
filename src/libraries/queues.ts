/** Queues, topics and job runners: what hands a message over. The consuming side is in `workers.ts`. */
import type { ServiceLibrary } from './service';

export const QUEUES: readonly ServiceLibrary[] = [
  {
    service: 'kafka',
    packages: ['kafkajs'],
    kind: 'publish',
    source: 'https://kafka.js.org/docs/producing',
    calls: ['send', 'sendBatch'],
    entity: 'topic',
  },
  {
    service: 'kafka',
    packages: ['kafka', 'aiokafka', 'confluent_kafka'],
    kind: 'publish',
    source: 'https://docs.confluent.io/platform/current/clients/confluent-kafka-python/html/index.html',
    calls: ['send', 'send_and_wait', 'produce'],
    entity: '0',
  },
  {
    service: 'rabbitmq',
    packages: ['amqplib', 'amqplib/callback_api', 'amqp-connection-manager'],
    kind: 'publish',
    source: 'https://amqp-node.github.io/amqplib/channel_api.html',
    calls: ['publish', 'sendToQueue'],
    entity: '0',
  },
  {
    service: 'rabbitmq',
    packages: ['pika', 'aio_pika', 'kombu'],
    kind: 'publish',
    source: 'https://pika.readthedocs.io/en/stable/modules/channel.html',
    calls: ['basic_publish', 'publish'],
    entity: 'routing_key',
  },
  {
    service: 'bullmq',
    packages: ['bullmq', 'bull', '@nestjs/bullmq', '@nestjs/bull'],
    kind: 'publish',
    source: 'https://docs.bullmq.io/guide/jobs/job-ids',
    calls: ['add', 'addBulk'],
    dedupeKeys: ['jobId', 'deduplication'],
    entity: '0',
  },
  {
    service: 'pg-boss',
    packages: ['pg-boss'],
    kind: 'publish',
    source: 'https://github.com/timgit/pg-boss/blob/master/docs/api/jobs.md',
    calls: ['send', 'publish', 'insert'],
    dedupeKeys: ['singletonKey', 'id'],
    entity: '0',
  },
  {
    service: 'sqs',
    packages: [
      '@aws-sdk/client-sqs',
      '@aws-sdk/client-sns',
      '@aws-sdk/client-eventbridge',
      '@aws-sdk/client-kinesis',
      '@aws-sdk/client-sfn',
    ],
    kind: 'publish',
    source:
      'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html',
    calls: ['sendMessage', 'sendMessageBatch', 'publish', 'putEvents', 'putRecord', 'putRecords', 'startExecution'],
    commands: [
      'SendMessageCommand',
      'SendMessageBatchCommand',
      'PublishCommand',
      'PublishBatchCommand',
      'PutEventsCommand',
      'PutRecordCommand',
      'PutRecordsCommand',
      'StartExecutionCommand',
    ],
    dedupeKeys: ['MessageDeduplicationId', 'name'],
    entity: 'QueueUrl',
  },
  {
    service: 'sqs',
    packages: ['boto3', 'aioboto3', 'aiobotocore'],
    kind: 'publish',
    source: 'https://boto3.amazonaws.com/v1/documentation/api/latest/reference/services/sqs/client/send_message.html',
    calls: ['send_message', 'send_message_batch', 'publish', 'put_events', 'put_record', 'put_records', 'start_execution'],
    dedupeKeys: ['MessageDeduplicationId', 'name'],
    entity: 'QueueUrl',
  },
  {
    service: 'nats',
    packages: ['nats', '@nats-io/jetstream', '@nats-io/transport-node'],
    kind: 'publish',
    source: 'https://docs.nats.io/using-nats/developer/develop_jetstream/model_deep_dive#message-deduplication',
    calls: ['publish'],
    dedupeKeys: ['msgID'],
    entity: '0',
  },
  {
    service: 'pubsub',
    packages: ['@google-cloud/pubsub', 'google.cloud.pubsub_v1', 'google.cloud.pubsub', '@google-cloud/tasks'],
    kind: 'publish',
    source: 'https://cloud.google.com/pubsub/docs/publisher',
    calls: ['publish', 'publishMessage', 'createTask'],
    entity: '0',
  },
  {
    service: 'celery',
    packages: ['celery', 'celery.app', 'celery.canvas'],
    kind: 'publish',
    source: 'https://docs.celeryq.dev/en/stable/userguide/calling.html',
    calls: ['delay', 'apply_async', 'send_task'],
    dedupeKeys: ['task_id'],
  },
  {
    service: 'jobs',
    packages: ['rq', 'dramatiq', 'huey', 'arq', 'arq.connections', 'django_rq', 'procrastinate'],
    kind: 'publish',
    source: 'https://python-rq.org/docs/',
    calls: ['enqueue', 'enqueue_in', 'enqueue_at', 'enqueue_job', 'delay', 'send', 'send_with_options', 'schedule', 'defer'],
    dedupeKeys: ['job_id', '_job_id', 'queueing_lock'],
  },
  {
    service: 'redis',
    packages: ['ioredis', 'redis', '@redis/client', 'redis.asyncio', '@upstash/redis'],
    kind: 'publish',
    source: 'https://redis.io/docs/latest/commands/xadd/',
    calls: ['publish', 'xadd', 'xAdd', 'lpush', 'lPush', 'rpush', 'rPush'],
    entity: '0',
  },
  {
    service: 'events',
    packages: [
      'inngest',
      '@trigger.dev/sdk',
      '@trigger.dev/sdk/v3',
      'graphile-worker',
      '@upstash/qstash',
      '@azure/service-bus',
      'azure.servicebus',
    ],
    kind: 'publish',
    source: 'https://www.inngest.com/docs/events',
    calls: ['send', 'trigger', 'addJob', 'publishJSON', 'sendMessages', 'send_messages'],
    dedupeKeys: ['id', 'jobKey', 'messageId', 'message_id', 'deduplicationId'],
  },
];

/** `task.delay(…)` of a function of the project: the shape alone says it. */
export const TASK_CALLS: ReadonlySet<string> = new Set(['delay', 'apply_async']);

/** In-house publishers, where nothing is known of the function but its name: `publishToQueue(…)`, `enqueueExport(…)`. */
export const PUBLISH_NAMES =
  /^_?(publish_?(to_?queue|event|message|domain_?event)\w*|enqueue\w*|send_?to_?queue|send_?message_?to_?queue|produce_?(event|message)\w*)$/i;
