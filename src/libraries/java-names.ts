/**
 * Classes of Java's libraries whose simple name means one thing: they resolve behind a star import, in a snippet without
 * imports, and in annotations. By package, as their own documentation writes them.
 */
const BY_PACKAGE: Readonly<Record<string, string>> = {
  'java.lang':
    'System Thread Math Runtime Object Integer Long Double Boolean Iterable Runnable Exception RuntimeException Error Throwable InterruptedException',
  'java.util': 'List ArrayList Map HashMap Set HashSet Optional UUID Collections Arrays Objects Random Scanner',
  'java.util.concurrent':
    'CompletableFuture ExecutorService Executors Executor ThreadPoolExecutor ScheduledExecutorService Future Semaphore TimeUnit CountDownLatch ThreadLocalRandom ConcurrentHashMap',
  'java.time': 'Duration Instant LocalDate LocalDateTime ZonedDateTime OffsetDateTime Clock',
  'java.net': 'URI URL HttpURLConnection URLConnection',
  'java.net.http': 'HttpClient HttpRequest HttpResponse',
  'java.sql': 'Connection PreparedStatement Statement ResultSet DriverManager SQLException',
  'javax.sql': 'DataSource',
  'org.slf4j': 'Logger LoggerFactory MDC',
  'org.springframework.web.client': 'RestTemplate RestClient',
  'org.springframework.web.reactive.function.client': 'WebClient',
  'org.springframework.boot.web.client': 'RestTemplateBuilder',
  'org.springframework.jdbc.core': 'JdbcTemplate',
  'org.springframework.jdbc.core.namedparam': 'NamedParameterJdbcTemplate',
  'org.springframework.jdbc.core.simple': 'JdbcClient',
  'org.springframework.data.jpa.repository': 'JpaRepository',
  'org.springframework.data.repository': 'CrudRepository PagingAndSortingRepository ListCrudRepository',
  'org.springframework.data.mongodb.repository': 'MongoRepository',
  'org.springframework.data.mongodb.core': 'MongoTemplate',
  'org.springframework.data.redis.core': 'StringRedisTemplate RedisTemplate',
  'org.springframework.kafka.core': 'KafkaTemplate',
  'org.springframework.amqp.rabbit.core': 'RabbitTemplate',
  'org.springframework.jms.core': 'JmsTemplate',
  'org.springframework.mail.javamail': 'JavaMailSender',
  'org.springframework.transaction.support': 'TransactionTemplate',
  'org.springframework.context': 'ApplicationEventPublisher',
  'jakarta.persistence': 'EntityManager',
  'org.springframework.retry.annotation': 'Retryable',
  okhttp3: 'OkHttpClient',
  'org.jooq': 'DSLContext',
  'io.micrometer.core.instrument': 'MeterRegistry Counter Timer',
};

export const ASSUMED_IN_JAVA: ReadonlyMap<string, string> = new Map(
  Object.entries(BY_PACKAGE).flatMap(([name, classes]) => classes.split(' ').map((each) => [each, name] as const)),
);
