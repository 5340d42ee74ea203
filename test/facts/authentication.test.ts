import assert from 'node:assert/strict';
import { isGuardName } from '#facts/caller/guard-names';
import { entryPoints } from '#facts/entries/entry-points';
import { analyseFiles, splitFiles } from '../support/analyse';

describe('Names of guards', () => {
  const check = (names: readonly string[], expected: boolean): void =>
    assert.deepEqual(
      names.filter((name) => isGuardName(name) !== expected),
      [],
    );

  it('say that callers are refused', () =>
    check(
      [
        'requireAuth',
        'require_user',
        'login_required',
        'isAdmin',
        'ensureLoggedIn',
        'loggedIn',
        'JwtAuthGuard',
        'auth.required',
        'verifyToken',
        'checkRole',
        'adminOnly',
        'authController.protect',
        'hasPermission',
        'fastify.authenticate',
        'validateSession',
        'withAuth',
      ],
      true,
    ));

  it('do not when they are about something else', () =>
    check(
      [
        'authorRoutes',
        'author',
        'authRouter',
        'optionalAuth',
        'publicOnly',
        'rateLimit',
        'authLimiter',
        'csrfToken',
        'validateBody',
        'requireBody',
        'userController.create',
        'authController.validateBody',
        'upload.single',
        'getUsers',
        'logRequest',
        'ThrottlerGuard',
      ],
      false,
    ));
});

describe('What refuses unknown callers', () => {
  /** `yes | no | unknown | depends` of the file's first route. */
  async function check(code: string, kind: string, path = 'app.ts'): Promise<void> {
    const { analysisOf } = await analyseFiles(splitFiles(code, path));
    const [entry] = entryPoints(analysisOf(path));
    assert.equal(entry?.authenticates.kind, kind);
  }
  const express = (guard: string, around = ''): string => `
import express from 'express';
const app = express();
${around}
app.post('/x', ${guard} async (req, res) => { await db.x.create({ data: { a: 1 } }); });
`;

  it('is a middleware of the file that looks at a credential and answers 401', () =>
    check(
      express(
        'gate,',
        "function gate(req, res, next) { if (!valid(req.headers['x-api-key'])) return res.status(401).end(); next(); }",
      ),
      'yes',
    ));

  it('is not one that only finds out who calls', () =>
    check(
      express('whoami,', 'async function whoami(req, res, next) { req.user = await find(req.headers.authorization); next(); }'),
      'depends',
    ));

  it('is not one that refuses for another reason', () =>
    check(
      express('small,', 'function small(req, res, next) { if (req.body.size > 9) return res.status(403).end(); next(); }'),
      'depends',
    ));

  it('is what a factory of the file returns', () =>
    check(
      express(
        "role('admin'),",
        'const role = (name) => (req, res, next) => req.user?.role === name ? next() : res.sendStatus(403);',
      ),
      'yes',
    ));

  it('is a helper that the guard calls', () =>
    check(
      express(
        'gate,',
        'const deny = (req, res) => { if (!req.session.userId) { res.redirect("/login"); return true; } };\nfunction gate(req, res, next) { deny(req, res) || next(); }',
      ),
      'yes',
    ));

  it('cannot be told of a spread that is not known', () =>
    check(express('...chain,', "import { chain } from 'somewhere';"), 'unknown'));

  it('is what a spread holds, when that is known', () =>
    check(express('...chain,', "import passport from 'passport';\nconst chain = [log, passport.authenticate('jwt')];"), 'yes'));

  it('cannot be told of a name that could be anything', () =>
    check(express('middlewares,', "import { middlewares } from './mw';"), 'unknown'));

  it('is known by name, when nothing else is known', () =>
    check(express('requireUser,', "import { requireUser } from './gone';"), 'yes'));

  it('is limited to the paths it is used for', () =>
    check(
      express('', "app.use('/admin', (req, res, next) => { if (!req.user) return res.sendStatus(401); next(); });"),
      'depends',
    ));

  it('is the handler itself, before it does anything', () =>
    check(
      `
import express from 'express';
const app = express();
app.post('/x', async (req, res) => {
  const user = await currentUser(req);
  if (!user) return res.sendStatus(401);
  await db.x.create({ data: { a: 1 } });
});
`,
      'yes',
    ));

  it('is not what the handler refuses after the work', () =>
    check(
      `
import express from 'express';
import { PrismaClient } from '@prisma/client';
const db = new PrismaClient();
const app = express();
app.post('/x', async (req, res) => {
  await db.x.create({ data: { a: 1 } });
  if (!req.user) return res.sendStatus(401);
});
`,
      'depends',
    ));

  it('is not the refusal of a wrong password', () =>
    check(
      `
import express from 'express';
import { PrismaClient } from '@prisma/client';
const db = new PrismaClient();
const app = express();
app.post('/enter', async (req, res) => {
  const user = await db.user.findUnique({ where: { email: req.body.email } });
  if (!user || user.hash !== hash(req.body.password)) return res.status(401).end();
  await db.login.create({ data: { userId: user.id } });
});
`,
      'depends',
    ));

  it('is a bearer scheme of FastAPI, unless its refusal is switched off', async () => {
    const app = (scheme: string): string => `
from fastapi import Depends, FastAPI
from fastapi.security import HTTPBearer

app = FastAPI()
bearer = ${scheme}

@app.post("/x")
def x(token=Depends(bearer)):
    pass
`;
    await check(app('HTTPBearer()'), 'yes', 'app.py');
    await check(app('HTTPBearer(auto_error=False)'), 'depends', 'app.py');
  });
});
