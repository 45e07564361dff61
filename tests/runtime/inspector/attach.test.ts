import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { attach } from '../../../src/runtime/inspector/attach.js';
import { callInProcess } from '../../../src/runtime/inspector/call-in-process.js';
import { readEndpoint } from '../../../src/runtime/inspector/endpoint.js';
import { startGuard } from '../../../src/runtime/inspector/inspector-guard.js';
import { listeningPorts } from '../../../src/runtime/inspector/node-process.js';
import { bundleScript } from '../bundle-script.js';
import { startProcess } from '../start-process.js';

const waiting = 'setInterval(() => {}, 1000); console.log("ready");';

/** A port of its own for each test, because several may run at once. */
const portOption = '--inspect-port=0';

/** What the process holds that we could have left behind. */
const leftovers = 'Object.getOwnPropertySymbols(globalThis).filter((key) => String(key).includes("client-lifetime")).length';
const reporting = `process.stdin.on('data', () => console.log(${leftovers})); console.log("ready");`;

async function waitUntil(condition: () => boolean, limitMs: number): Promise<void> {
  for (const deadline = performance.now() + limitMs; !condition() && performance.now() < deadline;) await sleep(50);
}

describe('attaching to a process', () => {
  it('opens its inspector, runs functions in it, and closes it again', async () => {
    const { pid } = await startProcess([portOption, '-e', waiting]);
    const before = [...listeningPorts(pid)!];
    const attached = await attach({ kind: 'process', pid });
    expect(attached).toMatchObject({ pid, nodeVersion: process.version.slice(1), isOpenedHere: true });
    expect(await callInProcess(attached.session, (_, a, b) => ({ sum: a + b, pid: process.pid }), 1, 2)).toStrictEqual({ sum: 3, pid });
    expect([...listeningPorts(pid)!]).toContain(attached.endpoint.port);
    await attached.detach();
    await attached.detach();
    expect([...listeningPorts(pid)!]).toStrictEqual(before);
  });

  it('leaves an inspector open that it found open, and nothing of its own in it', async () => {
    const started = await startProcess(['--inspect=0', '-e', waiting]);
    const [port] = listeningPorts(started.pid)!;
    const attached = await attach({ kind: 'endpoint', endpoint: readEndpoint(String(port)) });
    expect(attached).toMatchObject({ pid: started.pid, isOpenedHere: false });
    await attached.detach();
    expect([...listeningPorts(started.pid)!]).toStrictEqual([port]);
  });

  it('closes the inspector when whoever opened it is killed', async () => {
    const target = await startProcess([portOption, '-e', reporting]);
    const attacher = await startProcess([await bundleScript('tests/runtime/inspector/attach-and-wait.ts'), String(target.pid)]);
    expect(listeningPorts(target.pid)!.size).toBe(1);
    attacher.child.kill('SIGKILL');
    await waitUntil(() => listeningPorts(target.pid)!.size === 0, 20_000);
    expect(listeningPorts(target.pid)!.size).toBe(0);
    target.tell('');
    expect(await target.nextLine()).toBe('0');
  });

  it('moves to a port of its own on request, so that the next process finds the usual one free', async () => {
    const one = await startProcess(['--inspect-port=23519', '-e', waiting]);
    const two = await startProcess(['--inspect-port=23519', '-e', waiting]);
    const first = await attach({ kind: 'process', pid: one.pid }, { isolated: true });
    const second = await attach({ kind: 'process', pid: two.pid }, { isolated: true });
    expect([first.pid, second.pid]).toStrictEqual([one.pid, two.pid]);
    await first.detach();
    await second.detach();
    expect([listeningPorts(one.pid)!.size, listeningPorts(two.pid)!.size]).toStrictEqual([0, 0]);
  });

  it('names the process that has the port already', async () => {
    const one = await startProcess(['--inspect-port=23520', '-e', waiting]);
    const two = await startProcess(['--inspect-port=23520', '-e', waiting]);
    const first = await attach({ kind: 'process', pid: one.pid });
    await expect(attach({ kind: 'process', pid: two.pid })).rejects.toThrow(/port 23520 is the inspector of another process/);
    await first.detach();
  });

  it('keeps the inspector while it is known to be too busy for beats, and closes it afterwards', async () => {
    const started = await startProcess(['--inspect-port=0', '-e', waiting]);
    const attached = await attach({ kind: 'process', pid: started.pid });
    const guard = await startGuard(attached.session);
    await guard.during(async () => {
      await sleep(1000);
      // Longer than the guard waits otherwise; no beat leaves this process meanwhile.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 7000);
      expect(await callInProcess(attached.session, () => process.pid)).toBe(started.pid);
    });
    await guard.remove();
    await attached.detach();
    expect([...listeningPorts(started.pid)!]).toStrictEqual([]);
  });

  it('sends no signal to a process that it would end', async () => {
    const server = createServer();
    onTestFinished(() => void server.close());
    await expect(attach({ kind: 'process', pid: 999_999_999 })).rejects.toThrow('there is no process 999999999');
    const { spawn } = await import('node:child_process');
    const sleeper = spawn('sleep', ['30']);
    onTestFinished(() => void sleeper.kill());
    await once(sleeper, 'spawn');
    await sleep(50);
    await expect(attach({ kind: 'process', pid: sleeper.pid! })).rejects.toThrow(/runs sleep, not Node\.js/);
    expect(sleeper.exitCode).toBeNull();
    expect(sleeper.signalCode).toBeNull();
  });
});

describe('an endpoint', () => {
  it('is a port of this machine, unless another is allowed', () => {
    expect(readEndpoint('9229')).toStrictEqual({ host: '127.0.0.1', port: 9229 });
    expect(readEndpoint('[::1]:9230')).toStrictEqual({ host: '::1', port: 9230 });
    expect(() => readEndpoint('db.internal:9229')).toThrow(/db\.internal is another machine/);
    expect(readEndpoint('db.internal:9229', { allowRemote: true })).toStrictEqual({ host: 'db.internal', port: 9229 });
    for (const wrong of ['', 'abc', '99999', '0', 'http://localhost:9229', '1.5']) {
      expect(() => readEndpoint(wrong)).toThrow(/names no port/);
    }
  });

  it('says what it found when it is no inspector', async () => {
    const server = createServer((_, response) => void response.end('<html>'));
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const at = (where: number) => attach({ kind: 'endpoint', endpoint: { host: '127.0.0.1', port: where } });
    await expect(at(port)).rejects.toThrow(/not as an inspector does/);
    await expect(at(1)).rejects.toThrow(/nothing listens at 127\.0\.0\.1:1/);
  });
});
