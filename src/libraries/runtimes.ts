/**
 * Packages that say where code runs: in a person's browser, in a terminal that a person sits at, or on its own. Each
 * pattern is matched against the module as it is imported, with `node:` left out.
 */

/** Run in a page, or bring its views. */
export const PAGE_PACKAGES =
  /^(?:react-dom(?!\/server)|preact|swr|@tanstack\/(?:react|vue|solid|svelte)-query|react-query|vue|pinia|vuex|svelte|solid-js|@angular\/(?!ssr)|@reduxjs\/toolkit|redux|zustand|jotai|recoil|react-router|react-router-dom|@remix-run\/react|next\/router|react-native|expo|webextension-polyfill|@tanstack\/(?:react|vue|solid|svelte)-router|@radix-ui\/|@headlessui\/|lucide-react|framer-motion|motion\/react|sonner|react-hook-form|react-hot-toast|@mui\/|antd)/;

/** Bring hooks (`useX`), which run where the page is, beside what the server needs. */
export const HOOK_PACKAGES = /^(?:react|next\/navigation|react-dom|preact\/hooks)$/;

/** Are not there in a page, or forbid it: the platform of a server, and what renders or answers there. */
export const SERVER_PACKAGES =
  /^(?:fs|fs\/promises|path|os|http|https|http2|net|tls|dns|child_process|worker_threads|cluster|async_hooks|process|server-only|next\/(?:server|headers|cache)|express|koa|hono|hono\/.*|fastify|@nestjs\/.*|@hapi\/hapi|@trpc\/server|@remix-run\/(?:node|server-runtime|cloudflare)|jsdom|happy-dom|playwright.*|@playwright\/.*|puppeteer.*|@react-email\/.*|react-dom\/server.*|@aws-sdk\/.*|pg|mysql2|mongoose|ioredis)$/;

/** Dependencies of an application that people hold in their hand or have on their desk: all of its package runs before them. */
export const CLIENT_APPS: Readonly<Record<'page' | 'desktop', RegExp>> = {
  page: /^(?:expo|react-native|@capacitor\/core|@nativescript\/core|@ionic\/(?:react|vue|angular))$/,
  desktop: /^(?:electron|@tauri-apps\/api|nw)$/,
};

/** With one of these a package is a server as well, whatever else it holds. */
export const SERVER_FRAMEWORKS = /^(?:express|fastify|koa|hono|next|nuxt|@nestjs\/core|@hapi\/hapi|@remix-run\/node)$/;

/** Questions put to a person, what turns while they wait, and pages opened in their browser. */
export const TERMINAL_PACKAGES =
  /^(?:@clack\/(?:prompts|core)|@inquirer\/.*|inquirer|enquirer|prompts|prompt|ora|yocto-spinner|nanospinner|cli-spinners|listr2?|cli-progress|ink|ink-.*|terminal-kit|open|opn|better-opn|questionary|InquirerPy|PyInquirer|inquirer|prompt_toolkit|rich\.prompt|webbrowser|yaspin|halo|alive_progress)$/;

/** Commands and their arguments; a service may be started by one. */
export const COMMAND_PACKAGES =
  /^(?:github\.com\/(?:spf13\/cobra|urfave\/cli|alecthomas\/kong)|argparse|optparse|click|rich_click|asyncclick|typer|fire|docopt|cmd|cmd2|cleo|commander|@commander-js\/.*|yargs|yargs-parser|minimist|meow|cac|sade|citty|clipanion|caporal|@oclif\/.*|gluegun)(?:[./]|$)/;

/** Frameworks and runtimes of what nobody sits at: servers, workers, bots, schedulers. */
export const UNATTENDED_PACKAGES =
  /^(?:flask|quart|sanic|fastapi|starlette|django|rest_framework|ninja|aiohttp\.web|tornado|falcon|bottle|uvicorn|hypercorn|gunicorn|celery|dramatiq|huey|rq|arq|aiokafka|kafka|confluent_kafka|pika|aio_pika|nats|chalice|mangum|apscheduler|schedule|discord|telegram|aiogram|slack_bolt|slack_sdk\.socket_mode|mcp\.server|fastmcp|express|koa|@koa\/.*|hono|fastify|@nestjs\/.*|next\/server|restify|polka|kafkajs|bullmq|bull|amqplib|sqs-consumer|pg-boss|node-cron|cron|croner|agenda|bree|aws-lambda|@hapi\/hapi|github\.com\/(?:gin-gonic\/gin|labstack\/echo|go-chi\/chi|gofiber\/fiber|gorilla\/mux|nats-io\/nats\.go|segmentio\/kafka-go|robfig\/cron)|discord\.js|telegraf|grammy|@slack\/bolt|@modelcontextprotocol\/sdk\/server.*)(?:[./]|$)/;
