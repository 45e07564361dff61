import { describe, expect, it } from 'vitest';
import { describeAnswer } from './release-probe.js';

/** Functions, each below a comment that says what the engine answers: the kind, and for `somePaths` the witness. */
function cases(text: string): { readonly expected: string; readonly code: string }[] {
  return text.split(/^\s*\/\/ => /m).slice(1).map((part) => {
    const end = part.indexOf('\n');
    return { expected: part.slice(0, end).trim(), code: part.slice(end + 1).trimEnd() };
  });
}

function check(title: string, text: string): void {
  describe(title, () => {
    it.each(cases(text))('$expected $code', ({ expected, code }) => {
      expect(describeAnswer(code)).toBe(expected);
    });
  });
}

check('straight code', `
  // => throw: c.use()
  async function f() {
    const c = open();
    await c.use();
    await c.close();
  }

  // => everyPath
  async function f() {
    const c = open();
    c.close();
    await other();
  }

  // => everyPath
  async function f() {
    await other();
    const c = open();
    console.log('opened', Date.now());
    logger.info(JSON.stringify({ a: 1 }));
    await c.close();
  }

  // => throw: other()
  async function f() {
    const c = open();
    other();
    c.close();
  }

  // => throw: console.log()
  async function f(console) {
    const c = open();
    console.log();
    c.close();
  }

  // => return: return;
  async function f(a) {
    const c = open();
    if (a) return;
    await c.use();
    await c.close();
  }

  // => throw: throw new Error('no');
  function f(a) {
    const c = open();
    if (!a) throw new Error('no');
    c.close();
  }

  // => end: if (a) c.close();
  function f(a) {
    const c = open();
    if (a) c.close();
  }

  // => never
  function f(c) {
    c.close();
    const d = open();
  }

  // => everyPath
  function f() {
    const c = open();
    void c.close();
  }

  // => everyPath
  async function f(ctx) {
    const c = await open();
    ctx.waitUntil(c.close());
  }

  // => everyPath
  async function f() {
    const c = await open(await settings());
    await Promise.all([c.close(), flush()]);
  }

  // => everyPath
  function f(a) {
    const c = open();
    if (a) process.exit(1);
    c.close();
  }

  // => throw: c.all()
  async function f(key) {
    const c = open();
    const table = c.table(key);
    const rows = await c.all();
    await c.close();
    return rows;
  }

  // => throw: use\`\${c}\`
  function f() {
    const c = open();
    use\`\${c}\`;
    c.close();
  }

  // => throw: yield 1
  function* f() {
    const c = open();
    yield 1;
    c.close();
  }

  // => never
  function f() {
    let c = open();
    c.use();
    c = other();
    c.close();
  }

  // => everyPath
  function f() {
    let c = open();
    try { c = setup(c); } finally { c.close(); }
  }

  // => never
  async function f() {
    let c = await open();
    c = undefined;
    c?.close();
  }

  // => overwritten: c = null
  async function f(a) {
    let c = await open();
    if (a) c = null;
    c?.close();
  }

  // => everyPath
  async function f(a) {
    let c = await open();
    try {
      if (a) await c.use();
      await c.close();
      c = undefined;
    } finally {
      if (c) await c.close();
    }
  }

  // => everyPath
  async function f() {
    let c = await open();
    const old = c;
    c = undefined;
    await old.close();
  }

  // => everyPath
  async function f() {
    let c = await open();
    const stop = c.close.bind(c);
    c = null;
    await stop();
  }

  // => everyPath
  async function f() {
    let c = await open();
    const holder = { c };
    c = null;
    await holder.c.close();
  }

  // => overwritten: c = other()
  function f(a) {
    let c = open();
    if (a) c = other();
    c.close();
  }
`);

check('generators', `
  // => throw: yield 1
  function* f() {
    const c = open();
    try {
      yield 1;
    } catch {
      c.close();
      return;
    }
    c.close();
  }

  // => everyPath
  async function* f() {
    const c = await open();
    try {
      yield* c.rows();
    } finally {
      await c.close();
    }
  }

  // => everyPath
  async function* f(stream) {
    const c = await open();
    try {
      for await (const row of stream) yield row;
    } finally {
      await c.close();
    }
  }

  // => throw: yield row
  async function* f(stream) {
    const c = await open();
    try {
      for await (const row of stream) yield row;
      await c.close();
    } catch (error) {
      await c.close();
    }
  }
`);

check('try', `
  // => everyPath
  async function f() {
    const c = open();
    try {
      return await c.use();
    } finally {
      await c.close();
    }
  }

  // => throw: c.connect()
  async function f() {
    const c = open();
    await c.connect();
    try {
      await c.use();
    } finally {
      await c.close();
    }
  }

  // => everyPath
  async function f() {
    let c;
    try {
      c = await open();
      await c.use();
    } catch (error) {
      report(error);
    } finally {
      if (c) await c.close();
    }
  }

  // => everyPath
  async function f() {
    let c;
    try {
      c = await open();
      await c.use();
    } finally {
      await c?.close();
    }
  }

  // => throw: c.use()
  async function f() {
    const c = open();
    try {
      await c.use();
      await c.close();
    } catch (error) {
      console.error(error);
    }
    console.log('done');
  }

  // => return: return 1;
  async function f(a) {
    const c = open();
    try {
      await c.use();
      if (a) return 1;
      await c.close();
    } catch (error) {
      await c.close();
      return 2;
    }
  }

  // => throw: c.use()
  async function f() {
    const c = open();
    try {
      await c.use();
      await c.close();
    } catch (error) {
      throw error;
    }
  }

  // => end: try {
  async function f() {
    const c = open();
    try {
      await c.use();
    } catch (error) {
      c.close();
    }
  }

  // => throw: report(error)
  async function f() {
    const c = open();
    try {
      await c.use();
    } catch (error) {
      await report(error);
    }
    await c.close();
  }

  // => everyPath
  async function f() {
    const c = open();
    try {
      await c.use();
    } catch {
      console.error('failed');
    }
    await c.close();
  }

  // => everyPath
  async function f() {
    const c = open();
    try {
      await c.use();
      await c.close();
    } catch (error) {
      await c.close();
      throw error;
    }
  }

  // => throw: flush()
  async function f() {
    const c = open();
    try {
      await c.use();
    } finally {
      await flush();
      await c.close();
    }
  }

  // => everyPath
  async function f() {
    const c = open();
    try {
      try {
        await c.use();
      } finally {
        await flush();
      }
    } finally {
      await c.close();
    }
  }

  // => everyPath
  async function f(items) {
    const c = open();
    try {
      for (const item of items) {
        if (!item) continue;
        if (item.last) break;
        if (item.done) return item;
        await c.use(item);
      }
    } finally {
      c.close();
    }
  }

  // => return: return 1;
  function f() {
    const c = open();
    try {
      if (box.x) return 1;
    } finally {
      log.info('done');
    }
    c.close();
  }

  // => throw: other(2)
  async function f() {
    let c;
    try {
      other(1);
    } catch {
      other(2);
      other(3);
    } finally {
      c = open();
    }
    c.close();
  }

  // => everyPath
  async function f() {
    const c = open();
    try {
      await c.use();
    } finally {
      try {
        await flush();
      } finally {
        await c.close();
      }
    }
  }
`);

check('calls that are not awaited', `
  // => throw: rows.all()
  async function f(key) {
    const c = open();
    const db = c.db(key);
    const rows = db.collection('rows');
    c.on('error', console.error);
    rows.watch(key);
    await rows.all();
    await c.close();
  }

  // => everyPath
  async function f(key) {
    const c = open();
    const path = c.path(key);
    try {
      await c.use(path);
    } finally {
      await c.close();
    }
  }

  // => throw: c.prepare(sql)
  function f(sql) {
    const c = open();
    const rows = c.prepare(sql).all();
    c.close();
    return rows;
  }

  // => throw: c?.close()
  async function f(names) {
    let c;
    for (const name of names) {
      try {
        c?.close();
      } finally {
        c = await open(name);
      }
      await c.close();
    }
  }

  // => throw: readPath(key)
  async function f(key) {
    const c = open();
    const path = readPath(key);
    try {
      await c.use(path);
    } finally {
      await c.close();
    }
  }
`);

check('guards', `
  // => everyPath
  async function f() {
    const c = await open().catch(() => undefined);
    if (!c) return;
    await c.close();
  }

  // => everyPath
  async function f() {
    let c = null;
    try {
      c = open();
    } finally {
      if (c !== null && c.isOpen) await c.close();
    }
  }

  // => everyPath
  async function f() {
    const c = open();
    let connected = false;
    try {
      await c.connect();
      connected = true;
    } finally {
      if (connected) await c.close();
    }
  }

  // => everyPath
  async function f() {
    const c = open();
    try {
      await c.use();
    } finally {
      if (!c.destroyed) c.close();
      else console.log('closed');
    }
  }

  // => end: for (let i = 0; i < 9; i++) {
  async function f() {
    const c = open();
    for (let i = 0; i < 9; i++) {
      if (i === 7) c.close();
    }
  }

  // => everyPath
  async function f(given) {
    const c = given ?? open();
    try {
      await c.use();
    } finally {
      if (!given) await c.close();
    }
  }

  // => everyPath
  async function f(given) {
    const owns = !given;
    const c = owns ? open() : given;
    try {
      await c.use();
    } finally {
      owns && await c.close();
    }
  }

  // => everyPath
  async function f(given) {
    const c = given || open();
    let owns = !given;
    try {
      await c.use();
    } finally {
      if (owns) c.close();
    }
  }

  // => everyPath
  async function f(hosts) {
    let c = null;
    for (const host of hosts) {
      const candidate = open(host);
      try {
        await candidate.use();
        c = candidate;
        break;
      } catch (error) {
        await candidate.close();
      }
    }
    if (!c) return { isDone: false };
    try {
      return await c.use();
    } finally {
      await c.close();
    }
  }

  // => end: if (keep) console.log(1);
  async function f(keep) {
    const c = open();
    if (box.x) c.close();
    if (keep) console.log(1);
  }

  // => everyPath
  function f() {
    open((error, c) => {
      if (error) return box.fail(error);
      c.close();
    });
  }
`);

check('what does not happen without a client', `
  // => unknown
  async function f() {
    let c;
    try {
      c?.close();
    } catch {
      c = await open();
    }
    c?.close();
  }

  // => unknown
  async function f(a) {
    let c;
    if (a) {
      try {
        c?.close();
      } catch {
        c = await open();
      } finally {
        other();
        c?.close();
      }
    }
  }
`);

check('loops, labels and switch', `
  // => overwritten: open(name)
  async function f(names) {
    let c;
    for (const name of names) {
      c = open(name);
      console.log(name);
    }
    c?.close();
  }

  // => everyPath
  async function f(names) {
    for (const name of names) {
      const c = open(name);
      try {
        await c.use();
      } finally {
        await c.close();
      }
    }
  }

  // => throw: open(name)
  async function f(names) {
    const all = [];
    for (const name of names) all.push(open(name));
    await Promise.all(all.map((c) => c.close()));
  }

  // => everyPath
  async function f(names) {
    const all = [];
    try {
      for (const name of names) all.push(open(name));
    } finally {
      await Promise.all(all.map((c) => c.close()));
    }
  }

  // => everyPath
  async function f(names) {
    const all = [];
    try {
      for (const name of names) all.push(open(name));
    } finally {
      for (const c of all) await c.close();
    }
  }

  // => throw: names()
  async function f() {
    const c = open();
    for await (const name of names()) console.log(name);
    c.close();
  }

  // => everyPath
  function f(a) {
    const c = open();
    outer: for (;;) {
      for (;;) {
        if (a) break outer;
        if (box.x) continue outer;
      }
    }
    c.close();
  }

  // => return: return;
  function f(a) {
    const c = open();
    switch (a) {
      case 1:
        c.close();
        break;
      case 2:
        return;
      default:
        c.close();
    }
  }

  // => everyPath
  function f(a) {
    const c = open();
    switch (a) {
      case 1:
        console.log('one');
      default:
        c.close();
    }
  }

  // => end: switch (a) {
  function f(a) {
    const c = open();
    switch (a) {
      case 1:
        c.close();
    }
  }

  // => everyPath
  function f() {
    const c = open();
    do {
      c.close();
    } while (box.x);
  }

  // => end: while (box.x) c.close();
  function f() {
    const c = open();
    while (box.x) c.close();
  }

  // => unknown
  function f() {
    const c = open();
    for (;;) console.log(c.close);
  }
`);

check('promise chains', `
  // => everyPath
  function f() {
    const c = open();
    return c.use().finally(() => c.close());
  }

  // => everyPath
  function f() {
    const c = open();
    return c.table('a').all().then((rows) => rows.map(read)).finally(c.close);
  }

  // => throw: c.use()
  function f() {
    const c = open();
    return c.use().then((rows) => { c.close(); return rows; });
  }

  // => everyPath
  function f(res) {
    const c = open();
    c.use().then((rows) => { c.close(); res.send(rows); }, (error) => { c.close(); });
  }

  // => everyPath
  function f(res) {
    const c = open();
    c.use().then((rows) => { c.close(); res.send(rows); }).catch((error) => { c.close(); });
  }

  // => throw: c.use()
  function f(res) {
    const c = open();
    return c.use().then((rows) => parse(rows)).then(() => c.close());
  }

  // => return: return c.use().catch(() => c.close());
  function f() {
    const c = open();
    return c.use().catch(() => c.close());
  }

  // => everyPath
  function f() {
    return open().then((c) => c.use().finally(() => c.close()));
  }

  // => everyPath
  async function f() {
    const c = open();
    const rows = await c.use().catch(() => []);
    await c.close().catch(console.error);
    return rows;
  }

  // => everyPath
  async function f() {
    const c = await open().on('error', report);
    await c.close();
  }

  // => throw: parse(input)
  function f(input) {
    const c = open();
    return c.use(parse(input)).finally(() => c.close());
  }
`);

check('callbacks', `
  // => everyPath
  function f(req, done) {
    const c = open();
    c.call(req, (err, res) => {
      c.close();
      done(err, res);
    });
  }

  // => return: return done(err);
  function f(req, done) {
    const c = open();
    c.call(req, (err, res) => {
      if (err) return done(err);
      c.close();
      done(null, res);
    });
  }

  // => return: return reject(err);
  function f(req) {
    return new Promise((resolve, reject) => {
      const c = open();
      c.call(req, (err, res) => {
        if (err) return reject(err);
        c.close();
        resolve(res);
      });
    });
  }

  // => everyPath
  async function f(req) {
    const c = open();
    try {
      return await new Promise((resolve, reject) => {
        c.call(req, (err, res) => (err ? reject(err) : resolve(res)));
      });
    } finally {
      c.close();
    }
  }

  // => everyPath
  async function f(req) {
    const c = open();
    const rows = await new Promise((resolve, reject) => {
      c.call(req, (err, res) => {
        if (err) {
          c.close();
          reject(err);
        } else {
          resolve(res);
        }
      });
    });
    c.close();
    return rows;
  }

  // => return: reject(err)
  async function f(req) {
    const c = open();
    const rows = await new Promise((resolve, reject) => {
      c.call(req, (err, res) => {
        if (err) {
          reject(err);
        } else {
          c.close();
          resolve(res);
        }
      });
    });
    return rows;
  }

  // => everyPath
  function f() {
    const c = open();
    setTimeout(() => c.close(), 500);
  }

  // => everyPath
  async function f() {
    const c = open();
    const timer = setTimeout(() => c.close(), 500);
    await c.use();
    clearTimeout(timer);
    c.close();
  }

  // => throw: c.use()
  async function f() {
    const c = open();
    const timer = setTimeout(() => c.close(), 500);
    try {
      await c.use();
    } finally {
      clearTimeout(timer);
    }
    c.close();
  }

  // => throw: c.use()
  async function f() {
    const c = open();
    const timer = setTimeout(() => report(), 500);
    await c.use();
    clearTimeout(timer);
    c.close();
  }

  // => return: return;
  async function f(a) {
    const c = open();
    const timer = setTimeout(() => c.close(), 500);
    if (a) {
      clearTimeout(timer);
      return;
    }
    c.close();
  }

  // => everyPath
  async function f() {
    const c = open();
    const cleanup = async () => {
      await c.close();
    };
    try {
      await c.use();
    } finally {
      await cleanup();
    }
  }

  // => everyPath
  function f(req, res) {
    const c = open();
    const cleanup = () => c.close();
    const finish = () => { console.log('done'); cleanup(); };
    res.on('close', finish);
    c.use(req);
  }

  // => everyPath
  function f(req, res) {
    const c = open();
    req.signal.addEventListener('abort', () => c.close());
    c.use(res);
  }

  // => end: stream.on('error', () => c.close());
  function f(stream) {
    const c = open();
    stream.on('error', () => c.close());
  }

  // => unknown
  function f() {
    const c = open();
    process.on('SIGTERM', () => c.close());
  }

  // => unknown
  async function f() {
    let c;
    process.on('SIGTERM', () => c?.close());
    c = await open();
  }

  // => everyPath
  async function f(req) {
    let c;
    req.on('close', () => c?.close());
    c = await open();
    await c.use();
  }

  // => unknown
  async function f(req) {
    let c;
    if (req.query.live) req.on('close', () => c?.close());
    c = await open();
    await c.use();
  }

  // => throw: c.use()
  async function f(stream) {
    let c;
    stream.on('error', () => c?.close());
    c = await open();
    await c.use();
  }

  // => everyPath
  function f(req) {
    const c = open();
    let isDone = false;
    const cleanup = () => {
      if (isDone) return;
      isDone = true;
      c.close();
    };
    req.on('close', cleanup);
    c.use(cleanup);
  }

  // => everyPath
  function f() {
    const c = open();
    return new ReadableStream({
      start(controller) {
        c.on('data', (data) => controller.enqueue(data));
      },
      cancel() {
        c.close();
      },
    });
  }

  // => unknown
  function f() {
    const c = open();
    hand.over(() => c.close());
  }

  // => unknown
  function f() {
    const c = open();
    const later = c.close;
    hand.over(later);
  }

  // => return: return;
  function f(a, stream) {
    const c = open();
    if (a) return;
    stream.on('data', () => c.close());
  }

  // => everyPath
  async function f(a, stream) {
    const c = open();
    try {
      stream.on('data', () => c.close());
    } finally {
      c.close();
    }
  }

  // => throw: c.use()
  async function f() {
    const c = open();
    await retry(async () => {
      await c.use();
      await c.close();
    });
  }

  // => everyPath
  async function f(done) {
    const c = open();
    (async () => {
      try {
        await c.use();
      } finally {
        await c.close();
      }
    })();
  }
`);

check('classes of the file', `
  // => everyPath
  async function f() {
    class Holder {
      items = [];
      constructor(client) {
        this.client = client;
      }
    }
    const c = open();
    const holder = new Holder(c);
    try {
      await holder.client.use();
    } finally {
      await c.close();
    }
  }

  // => throw: new Holder(c)
  async function f() {
    class Holder {
      constructor(client) {
        this.items = client.read();
      }
    }
    const c = open();
    const holder = new Holder(c);
    try {
      await holder.use();
    } finally {
      await c.close();
    }
  }
`);

check('where it gives up', `
  // => unknown
  function f() {
    const c = open();
    if (c) box.x = { stop: () => c.close() };
  }
`);

check('a variable that still has what was released', `
  // => everyPath
  async function f() {
    let c;
    for (const x of list(0)) {
      try {
        c?.close();
      } catch {
        if (!c) return;
      } finally {
        c = await open();
      }
      await workAsync(1).finally(() => c?.close());
    }
    c?.close();
  }

  // => everyPath
  async function f() {
    let c = open();
    try {
      c.close();
    } catch {
      c = undefined;
    }
    if (!c) return;
    log('closed');
  }
`);

describe('the limit', () => {
  it('makes the answer unknown', () => {
    const code = `function f() { const c = open(); ${'other();'.repeat(50)} c.close(); }`;
    expect(describeAnswer(code, 40)).toBe('unknown');
    expect(describeAnswer(code, 400)).toBe('throw: other()');
  });
});
