/** Code that runs where nobody watches its output: part of a service, and neither a command line nor a page. */
import type { Call } from '#code/model';
import type { Analysis } from '../analysis';
import { printOrigin } from '../origin';
import { isBrowserCode } from '../runners/browser';
import { importStatements } from '../runners/imports';

const FRAMEWORKS =
  /^(?:flask|quart|sanic|fastapi|starlette|django|rest_framework|ninja|aiohttp\.web|aiohttp|tornado|falcon|bottle|celery|dramatiq|huey|rq|aiokafka|confluent_kafka|pika|aio_pika|chalice|mangum|express|koa|@koa\/.*|hono|fastify|@nestjs\/.*|next\/server|restify|polka|kafkajs|bullmq|bull|amqplib|sqs-consumer|pg-boss|aws-lambda|@hapi\/hapi|github\.com\/(?:gin-gonic\/gin|labstack\/echo|go-chi\/chi|gofiber\/fiber|gorilla\/mux))(?:[./]|$)/;
const COMMAND_LINES =
  /^(?:argparse|click|typer|fire|docopt|optparse|cmd|github\.com\/(?:spf13\/cobra|urfave\/cli|alecthomas\/kong)|rich|tqdm|commander|yargs|minimist|meow|cac|@oclif\/.*|inquirer|prompts|readline|(?:node:)?readline)(?:[./]|$)/;
const SERVICE_FOLDERS =
  /(?:^|\/)(?:services?|handlers|api|routers|routes|views|controllers|workers?|consumers|tasks|jobs|server|backend)\//;
const COMMAND_PATHS = /(?:^|\/)(?:cli|commands?|management|cmd)(?:\/|\.\w+$)|(?:^|\/)__main__\.py$/;

export function isServiceCode(analysis: Analysis): boolean {
  return analysis.asWhole(look);
}

function look(analysis: Analysis): boolean {
  const { model, path, pathRole } = analysis;
  if (pathRole !== 'source' || COMMAND_PATHS.test(path) || model.text.startsWith('#!') || isBrowserCode(analysis)) return false;
  let isService = SERVICE_FOLDERS.test(path);
  for (const { module, typeOnly } of importStatements(analysis)) {
    if (typeOnly) continue;
    if (COMMAND_LINES.test(module)) return false;
    if (FRAMEWORKS.test(module)) isService = true;
  }
  return isService;
}

/** `print(e)`, `console.log(err.message)`: no level to look for, and without the stack. `isWhole`: the error itself is given. */
export function onlyPrints(analysis: Analysis, call: Call, isWhole: boolean): boolean {
  const name = printOrigin(analysis.originOf(call.callee));
  const prints =
    name === ':print' || name === 'pprint:pprint' || (!isWhole && (name === ':console.log' || name === ':console.info'));
  return prints && isServiceCode(analysis);
}
