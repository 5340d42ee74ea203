/** HTTP clients of Java. A row is found by the class a client is an instance of; read its `source` before writing `otherwise`. */
import type { HttpClient, Send } from './http-client';

export interface JavaHttpClient extends HttpClient {
  /** The classes whose instances send, by simple name. */
  readonly classes: readonly string[];
}

const FOR_METHOD: Readonly<Record<string, Send>> = {
  getForObject: { method: 'GET', urlAt: 0 },
  getForEntity: { method: 'GET', urlAt: 0 },
  headForHeaders: { method: 'HEAD', urlAt: 0 },
  postForObject: { method: 'POST', urlAt: 0 },
  postForEntity: { method: 'POST', urlAt: 0 },
  postForLocation: { method: 'POST', urlAt: 0 },
  patchForObject: { method: 'PATCH', urlAt: 0 },
  put: { method: 'PUT', urlAt: 0 },
  delete: { method: 'DELETE', urlAt: 0 },
  exchange: { urlAt: 0, methodAt: 1 },
};

const common = { sends: {}, deadlines: [], remedy: { key: 'timeout', text: 'Duration.ofSeconds(10)' } } as const;

export const JAVA_HTTP_CLIENTS: readonly JavaHttpClient[] = [
  {
    ...common,
    name: 'RestTemplate',
    classes: ['RestTemplate', 'RestTemplateBuilder', 'TestRestTemplate'],
    packages: ['org.springframework.web.client', 'org.springframework.boot.web.client'],
    sends: FOR_METHOD,
    otherwise: 'waits',
    throwsOnStatus: true,
    status: ['getStatusCode'],
    body: ['getBody'],
    source:
      'https://docs.spring.io/spring-framework/docs/current/javadoc-api/org/springframework/http/client/SimpleClientHttpRequestFactory.html',
  },
  {
    ...common,
    name: 'RestClient',
    classes: ['RestClient'],
    packages: ['org.springframework.web.client'],
    sends: { retrieve: {}, exchange: {} },
    otherwise: 'waits',
    throwsOnStatus: true,
    status: ['onStatus', 'toBodilessEntity'],
    body: ['body', 'toEntity'],
    source: 'https://docs.spring.io/spring-framework/reference/integration/rest-clients.html#rest-request-factories',
  },
  {
    ...common,
    name: 'WebClient',
    classes: ['WebClient'],
    packages: ['org.springframework.web.reactive.function.client'],
    sends: { retrieve: {}, exchangeToMono: {}, exchangeToFlux: {}, exchange: {} },
    otherwise: 'waits',
    throwsOnStatus: true,
    status: ['onStatus'],
    body: ['bodyToMono', 'bodyToFlux'],
    source:
      'https://docs.spring.io/spring-framework/reference/web/webflux-webclient/client-builder.html#webflux-client-builder-reactor-timeout',
  },
  {
    ...common,
    name: 'HttpClient',
    classes: ['HttpClient'],
    packages: ['java.net.http'],
    boundAtCallsOnly: true,
    sends: { send: {}, sendAsync: {} },
    otherwise: 'waits',
    throwsOnStatus: false,
    status: ['statusCode'],
    body: ['body'],
    source:
      'https://docs.oracle.com/en/java/javase/21/docs/api/java.net.http/java/net/http/HttpRequest.Builder.html#timeout(java.time.Duration)',
  },
  {
    ...common,
    name: 'OkHttp',
    classes: ['OkHttpClient'],
    packages: ['okhttp3'],
    sends: { execute: {}, enqueue: {} },
    otherwise: { seconds: 10 },
    throwsOnStatus: false,
    status: ['code', 'isSuccessful'],
    body: ['body'],
    source: 'https://square.github.io/okhttp/5.x/okhttp/okhttp3/-ok-http-client/-builder/read-timeout.html',
  },
  {
    ...common,
    name: 'HttpURLConnection',
    classes: ['URL'],
    packages: ['java.net'],
    sends: { getInputStream: {}, getResponseCode: {}, openStream: {} },
    otherwise: 'waits',
    throwsOnStatus: true,
    status: ['getResponseCode'],
    body: ['getInputStream'],
    source: 'https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/net/URLConnection.html#setReadTimeout(int)',
  },
  {
    ...common,
    name: 'Apache HttpClient',
    classes: ['HttpClients', 'HttpClientBuilder', 'CloseableHttpClient'],
    packages: [
      'org.apache.http.impl.client',
      'org.apache.hc.client5.http.impl.classic',
      'org.apache.http.client',
      'org.apache.hc.client5.http.classic',
    ],
    sends: { execute: {} },
    otherwise: 'waits',
    throwsOnStatus: false,
    status: ['getStatusLine', 'getCode'],
    body: ['getEntity'],
    source:
      'https://hc.apache.org/httpcomponents-client-5.4.x/current/httpclient5/apidocs/org/apache/hc/client5/http/config/RequestConfig.html#getResponseTimeout()',
  },
  {
    ...common,
    name: 'JAX-RS client',
    classes: ['Client', 'ClientBuilder', 'WebTarget', 'Invocation'],
    packages: ['jakarta.ws.rs.client', 'javax.ws.rs.client'],
    sends: {
      get: { method: 'GET' },
      post: { method: 'POST' },
      put: { method: 'PUT' },
      delete: { method: 'DELETE' },
      invoke: {},
    },
    otherwise: 'waits',
    throwsOnStatus: false,
    status: ['getStatus', 'getStatusInfo'],
    body: ['readEntity', 'getEntity'],
    source: 'https://eclipse-ee4j.github.io/jersey.github.io/documentation/latest3x/client.html#d0e5111',
  },
];

/** Names of all calls that send. */
export const JAVA_SENDS: ReadonlySet<string> = new Set(JAVA_HTTP_CLIENTS.flatMap(({ sends }) => Object.keys(sends)));

/** Calls that bound the whole wait for an answer, on a request, a client, its builder, or its request factory. */
export const JAVA_TIMEOUTS: ReadonlySet<string> = new Set([
  'timeout',
  'readTimeout',
  'callTimeout',
  'responseTimeout',
  'setReadTimeout',
  'setResponseTimeout',
  'setSocketTimeout',
  'withReadTimeout',
  'ReadTimeoutHandler',
  'doOnConnected',
  'requestTimeout',
]);

/** What may bring a bound along that is set elsewhere: the way requests are sent is put in from outside. */
export const JAVA_TRANSPORTS: ReadonlySet<string> = new Set([
  'clientConnector',
  'requestFactory',
  'setRequestFactory',
  'setDefaultRequestConfig',
  'setConfig',
  'apply',
  'configure',
  'additionalCustomizers',
]);
