/**
 * Calls that say in their result that they failed, and do not throw. By full name (`full-name.ts`); each row has the members
 * of the result that tell, what makes the call throw instead, and the page that says so.
 */

export interface ResultError {
  readonly names: readonly string[];
  /** Command objects given to `send` (AWS SDK v3), by class name, instead of `names`. */
  readonly commands?: readonly string[];
  /** Members (or keys) of the result that tell of the failure; none: the result itself is the status. */
  readonly fields: readonly string[];
  /** Members that are what is wanted: a look at whether they are there is a look at the failure. */
  readonly values?: readonly string[];
  /** Option or keyword that says what a failure does, whatever it says. */
  readonly options?: readonly string[];
  /** Step of the same chain that makes it throw. */
  readonly throwing?: string;
  /** After the name of the call: `gives the error in its result and does not reject`. */
  readonly what: string;
  /** The failure concerns a part of what was handed over; the rest is done. */
  readonly isPartial?: true;
  /** A result that is kept or handed on and not looked at is not asked about: only one that is dropped. */
  readonly onlyDropped?: true;
  readonly source: string;
}

const SUPABASE_STEPS = [
  'from().select',
  'from().insert',
  'from().update',
  'from().upsert',
  'from().delete',
  'rpc',
  'functions.invoke',
  'storage.from().upload',
  'storage.from().remove',
  'storage.from().download',
  'auth.admin.createUser',
  'auth.admin.deleteUser',
  'auth.signUp',
];

export const JAVASCRIPT_RESULT_ERRORS: readonly ResultError[] = [
  {
    names: SUPABASE_STEPS.map((step) => `@supabase/*.${step}`),
    fields: ['error', 'status', 'statusText'],
    values: ['data', 'count'],
    throwing: 'throwOnError',
    what: 'gives the error in its result and does not reject',
    source: 'https://supabase.com/docs/reference/javascript/db-data#error-handling',
  },
  {
    names: ['resend*.emails.send', 'resend*.batch.send', 'resend*.contacts.create', 'resend*.broadcasts.send'],
    fields: ['error'],
    values: ['data'],
    what: 'gives the error in its result and does not reject',
    source: 'https://resend.com/docs/send-with-nodejs',
  },
  {
    names: ['openapi-fetch*.GET', 'openapi-fetch*.POST', 'openapi-fetch*.PUT', 'openapi-fetch*.PATCH', 'openapi-fetch*.DELETE'],
    fields: ['error', 'response'],
    values: ['data'],
    what: 'gives the error in its result and does not reject',
    source: 'https://openapi-ts.dev/openapi-fetch/api#fetch-response',
  },
  {
    names: ['child_process.spawnSync', 'cross-spawn.sync', 'Bun.spawnSync'],
    fields: ['status', 'error', 'signal', 'exitCode', 'success'],
    what: 'gives the exit status in its result and does not throw',
    source: 'https://nodejs.org/api/child_process.html#child_processspawnsynccommand-args-options',
  },
  {
    names: [
      'firebase-admin*.sendEachForMulticast',
      'firebase-admin*.sendEach',
      'firebase-admin*.sendMulticast',
      'firebase-admin*.sendAll',
    ],
    fields: ['failureCount', 'responses', 'successCount'],
    isPartial: true,
    what: 'counts what was not sent in its result',
    source: 'https://firebase.google.com/docs/reference/admin/node/firebase-admin.messaging.batchresponse',
  },
  {
    names: ['@elastic/elasticsearch*.bulk', '@opensearch-project/opensearch*.bulk'],
    fields: ['errors', 'items', 'body'],
    isPartial: true,
    what: 'names the documents that failed in its result',
    source: 'https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-bulk',
  },
  {
    names: [],
    commands: ['SendMessageBatchCommand', 'PublishBatchCommand', 'DeleteMessageBatchCommand'],
    fields: ['Failed'],
    isPartial: true,
    what: 'names the messages that failed in its result',
    source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html',
  },
  {
    names: [],
    commands: ['PutEventsCommand', 'PutRecordsCommand', 'PutRecordBatchCommand'],
    fields: ['FailedEntryCount', 'FailedRecordCount', 'FailedPutCount', 'Entries', 'Records', 'RequestResponses'],
    isPartial: true,
    what: 'counts what was not taken in its result',
    source: 'https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html',
  },
  {
    names: [],
    commands: ['BatchWriteItemCommand', 'BatchWriteCommand'],
    fields: ['UnprocessedItems'],
    isPartial: true,
    what: 'names the items that were not written in its result',
    source: 'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html',
  },
];

export const PYTHON_RESULT_ERRORS: readonly ResultError[] = [
  {
    names: ['subprocess.run'],
    fields: ['returncode', 'check_returncode'],
    options: ['check'],
    what: 'gives the exit status in its result and does not raise',
    source: 'https://docs.python.org/3/library/subprocess.html#subprocess.run',
  },
  {
    names: ['subprocess.call', 'os.system'],
    fields: [],
    onlyDropped: true,
    what: 'gives the exit status back and does not raise',
    source: 'https://docs.python.org/3/library/subprocess.html#subprocess.call',
  },
  {
    names: ['concurrent.futures*ThreadPoolExecutor().map', 'concurrent.futures*ProcessPoolExecutor().map'],
    fields: [],
    onlyDropped: true,
    what: 'raises only when its results are gone over',
    source: 'https://docs.python.org/3/library/concurrent.futures.html#concurrent.futures.Executor.map',
  },
  {
    names: ['boto3.client().send_message_batch', 'boto3.client().publish_batch', 'boto3.client().delete_message_batch'],
    fields: ['Failed'],
    isPartial: true,
    what: 'names the messages that failed in its result',
    source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html',
  },
  {
    names: ['boto3.client().put_events', 'boto3.client().put_records', 'boto3.client().put_record_batch'],
    fields: ['FailedEntryCount', 'FailedRecordCount', 'FailedPutCount', 'Entries', 'Records', 'RequestResponses'],
    isPartial: true,
    what: 'counts what was not taken in its result',
    source: 'https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html',
  },
  {
    names: ['boto3.client().batch_write_item', 'boto3.resource().batch_write_item'],
    fields: ['UnprocessedItems'],
    isPartial: true,
    what: 'names the items that were not written in its result',
    source: 'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html',
  },
  {
    names: ['elasticsearch.Elasticsearch().bulk', 'elasticsearch.AsyncElasticsearch().bulk', 'opensearchpy.OpenSearch().bulk'],
    fields: ['errors', 'items'],
    isPartial: true,
    what: 'names the documents that failed in its result',
    source: 'https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-bulk',
  },
  {
    names: [
      'firebase_admin.messaging.send_each_for_multicast',
      'firebase_admin.messaging.send_each',
      'firebase_admin.messaging.send_multicast',
    ],
    fields: ['failure_count', 'responses', 'success_count'],
    isPartial: true,
    what: 'counts what was not sent in its result',
    source: 'https://firebase.google.com/docs/reference/admin/python/firebase_admin.messaging#batchresponse',
  },
];

/** One of these words stands in the text of whatever calls something of the tables. */
export const RESULT_ERROR_WORDS =
  /\b(?:from|rpc|invoke|storage|auth|emails|batch|contacts|broadcasts|GET|POST|PUT|PATCH|DELETE|spawnSync|sync|send\w*|bulk|\w+Command|run|call|system|map|publish_batch|delete_message_batch|put_\w+|batch_write_item)\b|\(\s*(?:err|error)\b|\b(?:err|error)\s*=>/;
