/** Error trackers: packages and the calls by which an error reaches somebody. */

export const ERROR_TRACKING_PACKAGES: readonly string[] = [
  '@sentry/',
  'raven',
  '@bugsnag/',
  'bugsnag',
  'rollbar',
  '@honeybadger-io/',
  '@airbrake/',
  'airbrake',
  'newrelic',
  'applicationinsights',
  '@datadog/browser-logs',
  '@datadog/browser-rum',
  '@highlight-run/',
  '@google-cloud/error-reporting',
  'posthog-node',
  '@opentelemetry/',
  'sentry_sdk',
  'honeybadger',
  'pybrake',
  'elasticapm',
  'newrelic.agent',
  'google.cloud.error_reporting',
  'opencensus',
];

/** Methods that hand an error over, whatever they are called on. */
export const CAPTURE_METHODS: ReadonlySet<string> = new Set([
  'captureException',
  'captureError',
  'captureMessage',
  'capture_exception',
  'capture_message',
  'captureCheckIn',
  'noticeError',
  'notice_error',
  'recordException',
  'record_exception',
  'trackException',
  'track_exception',
  'reportException',
  'report_exc_info',
  'add_exception',
]);

/** Methods that hand an error over when called on one of the packages. */
export const TRACKER_METHODS: ReadonlySet<string> = new Set([
  'notify',
  'error',
  'critical',
  'warning',
  'addError',
  'consumeError',
  'report',
]);

export function isErrorTracker(packageName: string): boolean {
  return ERROR_TRACKING_PACKAGES.some((known) => (known.endsWith('/') ? packageName.startsWith(known) : packageName === known));
}
