import { describe, expect, it } from 'vitest';
import { describeAnswer } from './release-probe.js';

/* What a condition that cannot change gave once it gives again: releases behind tests that exclude each other. */

function answer(body: string, parameters = 'request'): string {
  return describeAnswer(`async function handle(${parameters}) {\n${body}\n}`);
}

describe('conditions that exclude each other', () => {
  it('sees one of two releases on each way', () => {
    expect(answer(`
      const { live } = request.body;
      const c = open();
      if (live) c.close();
      request.log = [];
      if (!live) c.close();
    `)).toBe('everyPath');
  });

  it('sees a timer on one way, and a listener on the other', () => {
    expect(answer(`
      const { live } = request.body;
      const c = open();
      c.on('ready', () => {
        c.run('tail', (error, stream) => {
          if (error) { c.close(); return; }
          if (live) setTimeout(() => { c.close(); }, 10_000);
          stream.on('data', (data) => { request.lines.push(data); });
          if (!live) stream.on('end', () => { c.close(); });
          stream.on('error', () => { c.close(); });
        });
      });
    `)).toBe('everyPath');
  });

  it('loses it where one of the two does not release it', () => {
    expect(answer(`
      const { live } = request.body;
      const c = open();
      c.on('ready', () => {
        c.run('tail', (error, stream) => {
          if (error) { c.close(); return; }
          if (live) setTimeout(() => { stream.end(); }, 10_000);
          if (!live) stream.on('end', () => { c.close(); });
          stream.on('error', () => { c.close(); });
        });
      });
    `)).toMatch(/^end/);
  });

  it('loses it where the same test guards both', () => {
    expect(answer(`
      const { live } = request.body;
      const c = open();
      if (live) c.use();
      if (live) c.close();
    `)).toMatch(/^end/);
    expect(answer(`
      const { live } = request.body;
      const c = open();
      if (live) c.close();
      if (live) request.log = [];
    `)).toMatch(/^end/);
  });

  it('does not trust a variable that is set on the way', () => {
    expect(answer(`
      const c = open();
      if (live) c.close();
      live = request.next();
      if (!live) c.close();
    `, 'request, live')).not.toBe('everyPath');
  });

  it('does not trust a member that somebody sets, nor a name of each turn of a loop', () => {
    expect(answer(`
      const c = open();
      if (request.live) c.close();
      request.live = read();
      if (!request.live) c.close();
    `)).not.toBe('everyPath');
    expect(answer(`
      const c = open();
      for (const { live } of request.items) {
        if (live) c.close();
        if (!live) c.use();
      }
    `)).not.toBe('everyPath');
  });

  it('knows a comparison, a member and a name for a test', () => {
    expect(answer(`
      const c = open();
      if (request.mode === 'live') c.close();
      if (request.mode !== 'live') c.close();
    `)).toBe('everyPath');
    expect(answer(`
      const c = open();
      const isLive = Boolean(options.live);
      if (isLive) c.close();
      if (!options.live) c.close();
    `, 'options')).toBe('everyPath');
  });

  it('keeps two conditions apart', () => {
    expect(answer(`
      const { live, raw } = request.body;
      const c = open();
      if (live && raw) c.close();
      if (!live) c.close();
      if (live && !raw) c.close();
    `)).toBe('everyPath');
    expect(answer(`
      const { live, raw } = request.body;
      const c = open();
      if (live && raw) c.close();
      if (!live && !raw) c.close();
    `)).toMatch(/^end/);
  });
});
