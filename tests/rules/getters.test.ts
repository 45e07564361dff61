import { describeMarked } from '../support/marked-cases.js';

/* What a getter of a class gives is what is read there. */

const nest = (service: string, use: string): string => `
import { Controller, Get, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
@Injectable()
export class Database {
  ${service}
}
@Controller('orders')
export class Orders {
  constructor(private readonly database: Database) {}
  @Get()
  async all() {
    const client = await this.database.${use}.connect(); // leak
    const { rows } = await client.query('SELECT * FROM orders');
    client.release();
    return rows;
  }
}`;
const right = (code: string): string => code.replace(' // leak', '').replace(/const \{ rows \}[^]*?return rows;/, `try {
      return (await client.query('SELECT * FROM orders')).rows;
    } finally {
      client.release();
    }`);

const services = {
  'of a field': ['private readonly own = new Pool();\n  get pool() { return this.own; }', 'pool'],
  'of a field that the start fills': [
    'private own: Pool;\n  onModuleInit() { this.own = new Pool(); }\n  get pool(): Pool { return this.own; }', 'pool'],
  'of a field that is filled when it is asked for': [
    'private own?: Pool;\n  get pool() { if (!this.own) this.own = new Pool(); return this.own; }', 'pool'],
  'that is declared with its type': [
    'private all = new Map<string, Pool>();\n  get pool(): Pool { return this.all.get(process.env.SHARD!)!; }', 'pool'],
  'that is a method, declared with its type': [
    'private all = new Map<string, Pool>();\n  pool(): Pool { return this.all.get(process.env.SHARD!)!; }', 'pool()'],
  'with a setter': ['private own = new Pool();\n  set pool(pool: Pool) { this.own = pool; }\n  get pool() { return this.own; }', 'pool'],
} as const;

const cases = Object.entries(services).flatMap(([title, [service, use]]) => [
  [`a getter ${title}`, nest(service, use)], [`a getter ${title}, given back`, right(nest(service, use))],
] as const);

describeMarked('require-connection-release', {
  ...Object.fromEntries(cases),
  'a setter alone': nest('set pool(pool: Pool) { void pool; }', 'pool').replace(' // leak', ''),
}, {
  rule: 'require-connection-release',
  filenames: ['src/orders.ts'],
  files: { 'package.json': { dependencies: { '@nestjs/common': '^11.0.0', 'pg': '^8.0.0' } } },
});

describeMarked('no-client-per-request', {
  'a getter that makes another one each time': `
import express from 'express';
import { Redis } from 'ioredis';
class Store {
  get client() { return new Redis(); } // leak
}
const store = new Store();
express().get('/votes', async (req, res) => { res.json(await store.client.get('votes')); });
`,
});
