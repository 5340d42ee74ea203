// Makes a git repository of samples/orders that shows the whole product at once: commits by people, commits with an
// agent's trailer, commits by an agent, and one file that a terminal agent just wrote and nobody committed.
// Usage: node scripts/sample.mjs [folder]   (default: .artifacts/orders; made anew, never a folder it did not make)
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { installPackage } from './host/debian.mjs';
import { findProgram } from './host/find-program.mjs';

const repo = path.dirname(import.meta.dirname);
const source = path.join(repo, 'samples/orders');

const CLAUDE = 'Co-Authored-By: Claude Opus 4.6 <noreply@anthropic.com>';
const ANN = { name: 'Ann Berg', email: 'ann@example.org' };
const BEN = { name: 'Ben Okafor', email: 'ben@example.org' };
const COPILOT = { name: 'copilot-swe-agent[bot]', email: '198982749+Copilot@users.noreply.github.com' };

const both = (stage, ...files) =>
  ['typescript', 'python', 'java'].flatMap((language) => files.map((file) => `${language}/${stage}/${file}`));

/** Oldest first. `files` are paths below samples/orders; those with another ending than the language's are skipped. */
const COMMITS = [
  {
    author: ANN,
    at: '2025-06-11T09:00:00Z',
    message: 'Start the orders service',
    files: [
      'README.md',
      'docs/decisions/0002-retry-in-the-gateway.md',
      ...both('bare', 'app.ts', 'app.py', 'db.ts', 'db.py', 'package.json', 'requirements.txt', 'schema.sql'),
    ],
  },
  {
    author: BEN,
    at: '2026-02-14T10:00:00Z',
    message: 'Decide who retries',
    files: ['docs/decisions/0003-retries-are-the-callers.md'],
  },
  {
    author: ANN,
    at: '2026-03-02T10:00:00Z',
    message: 'Decide on deadlines',
    files: ['docs/decisions/0001-deadlines-on-outbound-calls.md'],
  },
  {
    author: ANN,
    at: '2026-08-17T08:30:00Z',
    message: `Take orders\n\n${CLAUDE}`,
    files: both('bare', 'orders.ts', 'orders.py', 'OrderController.java'),
  },
  {
    author: BEN,
    at: '2026-08-18T08:00:00Z',
    message: 'Make room for payments',
    files: both('grown', 'app.ts', 'app.py', 'db.ts', 'db.py', 'models.py', 'package.json', 'requirements.txt', 'schema.sql'),
  },
  {
    author: COPILOT,
    at: '2026-08-18T12:00:00Z',
    message: 'Charge the card before the order is stored',
    files: both('grown', 'orders.ts', 'orders.py', 'OrderController.java', 'OrderRepository.java', 'LineRepository.java'),
  },
  {
    author: ANN,
    at: '2026-08-19T09:00:00Z',
    message: 'Guard, measure and log',
    files: both(
      'hardened',
      'app.ts',
      'app.py',
      'auth.ts',
      'access.py',
      'db.ts',
      'db.py',
      'log.ts',
      'metrics.ts',
      'credit.ts',
      'credit.py',
      'CreditClient.java',
      'Failures.java',
      'Security.java',
      'package.json',
      'requirements.txt',
      'schema.sql',
    ),
  },
  {
    author: BEN,
    at: '2026-08-20T09:00:00Z',
    message: `Place each order once, and let it be cancelled\n\n${CLAUDE}`,
    files: both('hardened', 'orders.ts', 'orders.py', 'OrderController.java'),
  },
];
const UNCOMMITTED = ['typescript/grown/refunds.ts'];

export function makeSample(target = path.join(repo, '.artifacts/orders')) {
  if (existsSync(target) && !existsSync(path.join(target, '.git/editor-in-chief-sample'))) {
    throw new Error(`${target} exists and was not made by this script. Name another folder, or remove it yourself.`);
  }
  if (findProgram(['git']) === undefined) installPackage('git', 'The sample is a git repository: install git first.');
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  const git = (args, env = {}) =>
    execFileSync('git', ['-c', 'core.hooksPath=/dev/null', '-c', 'commit.gpgSign=false', ...args], {
      cwd: target,
      stdio: 'pipe',
      env: { ...process.env, ...env },
    });
  git(['init', '-q', '-b', 'main']);
  git(['config', 'user.name', ANN.name]);
  git(['config', 'user.email', ANN.email]);
  for (const { author, at, message, files } of COMMITS) {
    for (const file of files) copy(file, target);
    git(['add', '-A']);
    git(['commit', '-q', '-m', message], {
      GIT_AUTHOR_NAME: author.name,
      GIT_AUTHOR_EMAIL: author.email,
      GIT_AUTHOR_DATE: at,
      GIT_COMMITTER_NAME: author.name,
      GIT_COMMITTER_EMAIL: author.email,
      GIT_COMMITTER_DATE: at,
    });
  }
  for (const file of UNCOMMITTED) copy(file, target);
  writeFileSync(path.join(target, '.git/editor-in-chief-sample'), 'made by scripts/sample.mjs\n');
  return target;
}

function copy(file, target) {
  const from = path.join(source, file);
  if (existsSync(from)) cpSync(from, path.join(target, file));
}

if (process.argv[1] === import.meta.filename) console.log(makeSample(process.argv[2]));
