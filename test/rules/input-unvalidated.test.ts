/** Services in several styles, and what is asked of them: lines end in the marks of the rule's page. */
import assert from 'node:assert/strict';
import { rule } from '#rules/input-unvalidated';
import { analyseFiles } from '../support/analyse';
import { examplesOf } from '../support/rule-page';

async function check(language: 'ts' | 'js' | 'py', code: string): Promise<void> {
  const [example] = examplesOf(`\`\`\`${language}${code}\`\`\``);
  assert.ok(example);
  const { run } = await analyseFiles(example.files);
  const said = run(rule).filter(({ state, confidence }) => state === 'discharged' || (state === 'asks' && confidence !== 'low'));
  const lines = new Set(said.map(({ path, line, state }) => `${path}:${line} ${state}`));
  assert.deepEqual([...lines].sort(), example.expected);
}

describe('input-unvalidated', () => {
  it('reads Nest: a repository behind a service, which no one file can tell', () =>
    check(
      'ts',
      `
// file: src/users.service.ts
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { User } from './user.entity';
@Injectable()
export class UsersService {
  constructor(@InjectRepository(User) private users: Repository<User>) {}
  async create(dto: CreateUserDto) {
    const user = this.users.create(dto);
    return this.users.save(user);
  }
}
// file: src/users.controller.ts
import { Body, Controller, Patch, Post, Param } from '@nestjs/common';
import { UsersService } from './users.service';
import { CreateUserDto } from './create-user.dto';
@Controller('users')
export class UsersController {
  constructor(private readonly users: UsersService) {}
  @Post()
  create(@Body() dto: CreateUserDto) {
    return this.users.create(dto);
  }
}
`,
    ));

  it('reads Express with Sequelize', () =>
    check(
      'ts',
      `
import express from 'express';
import { User } from './models';
import { validationResult, body, checkSchema } from 'express-validator';
import validate from './middleware/validate';
import { userSchema } from './schemas';
const app = express();
app.post('/a', [body('name').isString(), body('email').isEmail()], async (req, res) => {
  const errors = validationResult(req);
  if (!errors.isEmpty()) return res.status(400).json(errors.array());
  await User.create(req.body); // discharged
  res.sendStatus(201);
});
app.post('/b', validate(userSchema), async (req, res) => {
  await User.create(req.body); // discharged
  res.sendStatus(201);
});
app.post('/c', async (req, res) => {
  const body = req.body as Partial<UserAttributes>;
  await User.create({ ...body, role: 'user' }); // asks
  res.sendStatus(201);
});
app.post('/d', async (req, res) => {
  const user = await User.create(req.body, { fields: ['name', 'email'] });
  res.json(user);
});
app.post('/e', async (req, res) => {
  const { password, ...rest } = req.body;
  const hash = await bcrypt.hash(password, 10);
  const user = await User.create({ ...rest, hash }); // asks
  res.json(user);
});
app.post('/f', async (req, res) => {
  const data = pick(req.body, ['name', 'email']);
  res.json(await User.create(data));
});
app.put('/g/:id', async (req, res) => {
  const user = await User.findByPk(req.params.id);
  user.set(req.body); // asks
  await user.save();
  res.json(user);
});
app.put('/h/:id', async (req, res) => {
  const user = await User.findByPk(req.params.id);
  await user.update(req.body); // asks
  res.json(user);
});
app.get('/i', async (req, res) => {
  res.json(await User.findAll({ where: req.query }));
});
app.post('/j', async (req, res, next) => { // discharged
  try {
    const payload = await userSchema.validateAsync(req.body, { stripUnknown: true });
    res.json(await User.create(payload));
  } catch (err) { next(err); }
});
`,
    ));

  it('reads MongoDB’s own driver', () =>
    check(
      'js',
      `
const router = require('express').Router();
const pool = require('../db');
const { MongoClient } = require('mongodb');
const client = new MongoClient(process.env.MONGO);
const orders = client.db('shop').collection('orders');
router.post('/orders', async (req, res) => {
  const result = await orders.insertOne(req.body); // asks
  res.status(201).json({ id: result.insertedId });
});
router.patch('/orders/:id', async (req, res) => {
  await orders.updateOne({ _id: req.params.id }, { $set: req.body }); // asks
  res.sendStatus(204);
});
router.put('/orders/:id', async (req, res) => {
  const columns = Object.keys(req.body).map((k, i) => \`\${k} = $\${i + 1}\`).join(', ');
  await pool.query(\`UPDATE orders SET \${columns}\`, Object.values(req.body));
  res.sendStatus(204);
});
router.post('/lines', async (req, res) => {
  await orders.insertMany(req.body.lines.map((l) => ({ sku: l.sku, qty: l.qty })));
  res.sendStatus(201);
});
module.exports = router;
`,
    ));

  it('reads Supabase', () =>
    check(
      'ts',
      `
import { supabase } from './supabase';
export async function POST(req: Request) {
  const body = await req.json();
  const { data, error } = await supabase.from('profiles').insert(body).select();
  if (error) return Response.json({ error: error.message }, { status: 500 });
  return Response.json(data);
}
`,
    ));

  it('reads FastAPI with SQLModel', () =>
    check(
      'py',
      `
# file: app/routers/items.py
from fastapi import APIRouter, Body, Depends
from pydantic import BaseModel, ConfigDict
from sqlmodel import Field, Session, SQLModel, select

from app.db import get_session

router = APIRouter()


class Hero(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    name: str


class HeroCreate(SQLModel):
    name: str


class Loose(BaseModel):
    model_config = ConfigDict(extra="allow")
    name: str


@router.post("/heroes")
def create_hero(hero: Hero, session: Session = Depends(get_session)):
    session.add(hero)  # asks
    session.commit()


@router.post("/heroes2")  # discharged
def create_hero2(hero: HeroCreate, session: Session = Depends(get_session)):
    db_hero = Hero.model_validate(hero)
    session.add(db_hero)
    session.commit()


@router.patch("/heroes/{hero_id}")
def update_hero(hero_id: int, data: dict = Body(...), session: Session = Depends(get_session)):
    hero = session.get(Hero, hero_id)
    for key, value in data.items():
        setattr(hero, key, value)  # asks
    session.add(hero)
    session.commit()


@router.patch("/heroes2/{hero_id}")  # discharged
def update_hero2(hero_id: int, hero: HeroCreate, session: Session = Depends(get_session)):
    row = session.get(Hero, hero_id)
    for key, value in hero.model_dump(exclude_unset=True).items():
        setattr(row, key, value)
    session.add(row)
    session.commit()
`,
    ));

  it('reads Flask with SQLAlchemy and PyMongo', () =>
    check(
      'py',
      `
from flask import Flask, request
from dataclasses import dataclass
from sqlalchemy import insert, update
from models import Order, orders_table
from schemas import order_schema
from db import engine, mongo, session

app = Flask(__name__)


@dataclass
class Wanted:
    sku: str
    quantity: int


@app.post("/a")  # discharged
def a():
    wanted = Wanted(**request.get_json())
    with engine.begin() as conn:
        conn.execute(insert(orders_table).values(sku=wanted.sku, quantity=wanted.quantity))
    return "", 201


@app.post("/b")
def b():
    data = request.get_json(force=True)
    with engine.begin() as conn:
        conn.execute(insert(orders_table).values(data))  # asks
    return "", 201


@app.post("/c")
def c():
    mongo.db.orders.insert_one(request.json)  # asks
    return "", 201


@app.post("/d")
def d():
    payload = request.form.to_dict()
    order = Order(**payload, status="new")
    session.add(order)  # asks
    session.commit()
    return "", 201


@app.post("/e")
def e():
    errors = order_schema.validate(request.json)
    if errors:
        return errors, 422
    session.add(Order(**request.json))  # discharged
    session.commit()
    return "", 201


@app.put("/f/<int:order_id>")
def f(order_id):
    Order.query.filter_by(id=order_id).update(request.json)  # asks
    session.commit()
    return "", 204


@app.put("/g/<int:order_id>")
def g(order_id):
    order = Order.query.get(order_id)
    data = request.get_json()
    order.sku = data["sku"]
    order.quantity = data["quantity"]
    session.commit()
    return "", 204
`,
    ));

  it('reads Django and its REST framework', () =>
    check(
      'py',
      `
# file: shop/views.py
import json

from django.http import JsonResponse
from django.views import View
from rest_framework import serializers
from rest_framework.views import APIView

from .forms import OrderForm
from .models import Order


class OrderView(View):
    def post(self, request):
        data = json.loads(request.body)
        order = Order.objects.create(**data)  # asks
        return JsonResponse({"id": order.pk})

    def put(self, request, pk):
        data = json.loads(request.body)
        Order.objects.filter(pk=pk).update(**data)  # asks
        return JsonResponse({})

    def patch(self, request, pk):  # discharged
        form = OrderForm(json.loads(request.body))
        if not form.is_valid():
            return JsonResponse(form.errors, status=400)
        Order.objects.filter(pk=pk).update(**form.cleaned_data)
        return JsonResponse({})


class OrderSerializer(serializers.ModelSerializer):
    class Meta:
        model = Order
        fields = "__all__"
        read_only_fields = ["owner", "status"]


class OrderApi(APIView):
    def post(self, request):  # discharged
        serializer = OrderSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        serializer.save(owner=request.user)
`,
    ));

  it('reads aiohttp', () =>
    check(
      'py',
      `
from aiohttp import web

routes = web.RouteTableDef()


@routes.post("/a")
async def a(request):
    data = await request.json()
    await request.app["db"].orders.insert_one(data)  # asks
    return web.Response(status=201)


@routes.post("/b")  # discharged
async def b(request):
    data = OrderIn.model_validate_json(await request.text())
    await request.app["pool"].execute("INSERT INTO orders (sku) VALUES ($1)", data.sku)
    return web.Response(status=201)
`,
    ));
});
