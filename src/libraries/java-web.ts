/**
 * Annotations of Java's frameworks that hang a method up, by simple name: Spring MVC and WebFlux, JAX-RS (Quarkus,
 * Dropwizard, Jersey), Micronaut, and the listeners of brokers and schedulers. Read from the frameworks' own references.
 */

/** On a class: its methods answer requests. `Path` is JAX-RS's, on the class or on the method alone. */
export const JAVA_CONTROLLERS: ReadonlySet<string> = new Set(['RestController', 'Controller', 'Path', 'RequestMapping']);

export const JAVA_VERBS: ReadonlyMap<string, string> = new Map([
  ['GetMapping', 'GET'],
  ['PostMapping', 'POST'],
  ['PutMapping', 'PUT'],
  ['PatchMapping', 'PATCH'],
  ['DeleteMapping', 'DELETE'],
  ['RequestMapping', ''],
  ['GET', 'GET'],
  ['POST', 'POST'],
  ['PUT', 'PUT'],
  ['PATCH', 'PATCH'],
  ['DELETE', 'DELETE'],
  ['Get', 'GET'],
  ['Post', 'POST'],
  ['Put', 'PUT'],
  ['Patch', 'PATCH'],
  ['Delete', 'DELETE'],
]);

export const JAVA_WORKERS: ReadonlyMap<string, 'consumer' | 'job'> = new Map([
  ['KafkaListener', 'consumer'],
  ['KafkaHandler', 'consumer'],
  ['RabbitListener', 'consumer'],
  ['RabbitHandler', 'consumer'],
  ['SqsListener', 'consumer'],
  ['JmsListener', 'consumer'],
  ['StreamListener', 'consumer'],
  ['Incoming', 'consumer'],
  ['Scheduled', 'job'],
  ['Schedules', 'job'],
]);

/** On a class: those of its methods that stand for one of the calls of another service. Nothing comes in there. */
export const JAVA_REMOTE_INTERFACES: ReadonlySet<string> = new Set([
  'FeignClient',
  'RegisterRestClient',
  'HttpExchange',
  'Client',
]);

/** On a parameter: which part of the request it is. */
export const JAVA_PARTS: ReadonlyMap<string, 'body' | 'query' | 'params' | 'headers' | 'cookies'> = new Map([
  ['RequestBody', 'body'],
  ['RequestPart', 'body'],
  ['ModelAttribute', 'body'],
  ['Body', 'body'],
  ['FormParam', 'body'],
  ['RequestParam', 'query'],
  ['QueryParam', 'query'],
  ['QueryValue', 'query'],
  ['PathVariable', 'params'],
  ['PathParam', 'params'],
  ['RequestHeader', 'headers'],
  ['HeaderParam', 'headers'],
  ['Header', 'headers'],
  ['CookieValue', 'cookies'],
  ['CookieParam', 'cookies'],
]);

/** Annotations that let nobody in who is not known; on a class, a method, or the parameter that receives who it is. */
export const JAVA_GUARDS: ReadonlySet<string> = new Set([
  'PreAuthorize',
  'PostAuthorize',
  'Secured',
  'RolesAllowed',
  'DenyAll',
  'Authenticated',
  'RequiresAuthentication',
  'RequiresRoles',
  'RequiresPermissions',
  'RequiresUser',
  'SaCheckLogin',
  'SaCheckPermission',
  'SaCheckRole',
  'Auth',
  'AuthenticationPrincipal',
  'CurrentSecurityContext',
  'RegisteredOAuth2AuthorizedClient',
]);

/** On a parameter or its class: the framework refuses what does not fit (Jakarta Bean Validation). */
export const JAVA_VALID: ReadonlySet<string> = new Set(['Valid', 'Validated', 'ConvertGroup']);

/** Types of parameters that a framework fills with who is calling; without one it has nothing to fill in. */
export const JAVA_PRINCIPALS: ReadonlySet<string> = new Set([
  'Principal',
  'Authentication',
  'JwtAuthenticationToken',
  'OAuth2AuthenticationToken',
  'OidcUser',
  'OAuth2User',
  'UserDetails',
  'Jwt',
]);
