import { describe, expect, it } from 'vitest';
import { describeSites } from './site-probe.js';

/** What every case begins with. */
const head = `
import express from 'express';
import * as ssh from 'ssh2';
import Imap from 'node-imap';
const app = express();
`;

/** Functions, each below a comment that says what the engine answers for the client in it. */
function check(title: string, text: string): void {
  const cases = text.split(/^\s*\/\/ => /m).slice(1).map((part) => {
    const end = part.indexOf('\n');
    return { expected: part.slice(0, end).trim(), code: part.slice(end + 1).trimEnd() };
  });
  describe(title, () => {
    it.each(cases)('$expected $code', ({ expected, code }) => {
      expect(describeSites(head + code).join(' | ')).toBe(expected);
    });
  });
}

/** A command whose client a timer ends, with what a helper does with that when the command fails. */
const timed = (clearing: string): string => `function run(command) {
    return new Promise((resolve, reject) => {
      const c = new ssh.Client();
      let timer;
      const fail = (error) => { ${clearing} reject(error); };
      c.on('ready', () => {
        timer = setTimeout(() => { c.end(); fail(new Error('it takes too long')); }, 1000);
        c.exec(command, (error, stream) => {
          if (error) return fail(error);
          stream.on('close', () => { clearTimeout(timer); c.end(); resolve(); });
        });
      }).on('error', fail).connect({ host: 'h' });
    });
  }
  app.post('/', async (req, res) => { res.json(await run(req.body.command)); });`;

check('listeners that wait for the client to be open', `
  // => require-client-close: return: return reject(error);
  function run(command) {
    return new Promise((resolve, reject) => {
      const c = new ssh.Client();
      c.on('ready', () => {
        c.exec(command, (error, stream) => {
          if (error) return reject(error);
          stream.on('close', () => { c.end(); resolve(); });
        });
      }).on('error', reject).connect({ host: 'h' });
    });
  }
  app.post('/', async (req, res) => { res.json(await run(req.body.command)); });

  // => everyPath
  function run(command) {
    return new Promise((resolve, reject) => {
      const c = new ssh.Client();
      c.on('ready', () => {
        c.exec(command, (error, stream) => {
          if (error) {
            c.end();
            return reject(error);
          }
          stream.on('close', () => { c.end(); resolve(); });
        });
      }).on('error', reject).connect({ host: 'h' });
    });
  }
  app.post('/', async (req, res) => { res.json(await run(req.body.command)); });

  // => require-client-close: return: return res.status(500).end();
  app.post('/', (req, res) => {
    const c = new ssh.Client();
    c.on('ready', () => {
      c.sftp((error, sftp) => {
        if (error) return res.status(500).end();
        sftp.readdir('/', (failure, list) => {
          c.end();
          res.json(list);
        });
      });
    });
    c.connect({ host: 'h' });
  });

  // => require-client-close: return: return res.status(500).end();
  app.post('/', (req, res) => {
    const imap = new Imap({ host: 'h' });
    const onReady = () => {
      imap.openBox('INBOX', true, (error) => {
        if (error) return res.status(500).end();
        imap.end();
        res.end();
      });
    };
    imap.once('ready', onReady);
    imap.once('error', () => res.status(500).end());
    imap.connect();
  });

  // => everyPath
  app.post('/', async (req, res) => {
    const c = new ssh.Client();
    try {
      await new Promise((resolve, reject) => {
        c.on('ready', () => c.exec('ls', (error) => (error ? reject(error) : resolve()))).on('error', reject).connect({ host: 'h' });
      });
    } finally {
      c.end();
    }
  });

  // => everyPath
  app.post('/', (req, res) => {
    const c = new ssh.Client();
    const run = () => {
      c.exec('ls', (error) => {
        if (error) return setTimeout(run, 1000);
        c.end();
      });
    };
    c.on('ready', run).connect({ host: 'h' });
  });

  // => everyPath
  app.post('/', (req, res) => {
    const c = new ssh.Client();
    c.on('ready', () => {
      c.exec('ls', () => { c.end(); res.end(); });
    });
    for (const host of req.body.hosts) c.connect({ host });
  });

  // => require-client-close: return: return fail(error);
  ${timed('if (timer) clearTimeout(timer);')}

  // => everyPath
  ${timed('')}
`);

check('listeners that may not have been registered, or are not alone', `
  // => unknown
  app.post('/', (req, res) => {
    const c = new ssh.Client();
    if (req.body.command) {
      c.on('ready', () => {
        c.exec(req.body.command, () => { c.end(); res.end(); });
      });
    }
    c.connect({ host: 'h' });
  });

  // => everyPath
  app.post('/', (req, res) => {
    const c = new ssh.Client();
    req.on('close', () => c.end());
    c.on('ready', () => {
      c.exec('ls', (error) => {
        if (error) return res.status(500).end();
        c.end();
        res.end();
      });
    }).connect({ host: 'h' });
  });

  // => unknown
  app.post('/', (req, res) => {
    const c = new ssh.Client();
    c.on('error', (error) => {
      c.end();
      res.status(500).end();
    });
    c.on('ready', () => {
      c.exec('ls', (error) => {
        if (error) return c.emit('error', error);
        c.end();
        res.end();
      });
    }).connect({ host: 'h' });
  });
`);

check('timers beside listeners', `
  // => everyPath
  app.post('/', (req, res) => {
    const c = new ssh.Client();
    setTimeout(() => c.end(), 10_000);
    c.on('ready', () => {
      c.exec('ls', (error) => {
        if (error) return res.status(500).end();
        c.end();
        res.end();
      });
    }).connect({ host: 'h' });
  });

  // => everyPath
  app.post('/', (req, res) => {
    const c = new ssh.Client();
    const timer = setTimeout(() => c.end(), 10_000);
    c.on('ready', () => {
      c.exec('ls', (error) => {
        if (error) return res.status(500).end();
        clearTimeout(timer);
        c.end();
        res.end();
      });
    }).connect({ host: 'h' });
  });

  // => everyPath
  app.post('/', (req, res) => {
    const c = new ssh.Client();
    c.on('ready', () => {
      c.exec('ls', (error) => {
        if (error) return res.status(500).end();
        clearTimeout(timer);
        c.end();
        res.end();
      });
    }).connect({ host: 'h' });
    const timer = setTimeout(() => c.end(), 10_000);
  });

  // => require-client-close: return: return res.status(500).end();
  app.post('/', (req, res) => {
    const c = new ssh.Client();
    const timer = setTimeout(() => c.end(), 10_000);
    c.on('ready', () => {
      clearTimeout(timer);
      c.exec('ls', (error) => {
        if (error) return res.status(500).end();
        c.end();
        res.end();
      });
    }).connect({ host: 'h' });
  });
`);

check('a function that is given to a method which is called after the end of something', `
  // => everyPath
  app.post('/', (req, res) => {
    const c = new ssh.Client();
    res.stream.onAbort(() => c.end());
    c.connect({ host: 'h' });
  });

  // => everyPath
  app.post('/', async (req, res) => {
    const c = new ssh.Client();
    const stop = async () => { c.end(); };
    req.socket.onClose(stop);
    c.connect({ host: 'h' });
    await res.write('x');
  });

  // => require-client-close: throw: res.write('x')
  app.post('/', async (req, res) => {
    const c = new ssh.Client();
    c.connect({ host: 'h' });
    await res.write('x');
    req.socket.onDisconnect(() => c.end());
  });

  // => unknown
  app.post('/', (req, res) => {
    const c = new ssh.Client();
    c.connect({ host: 'h' });
    req.socket.onTick(() => c.end());
  });
`);
