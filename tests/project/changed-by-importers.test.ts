import { describe, expect, it } from 'vitest';
import { mayPutInto } from '../../src/arguments/changes.js';

describe('whether a text may put something into what it imports', () => {
  it.each([
    'settings.host = host;', 'settings.db.host ??= host;', "settings['host'] = host;", 'settings!.db!.host = host;',
    'settings.hosts.push(host);', 'settings\n  .hosts\n  .add(host);', 'settings.set("host", host)', 'settings.count += 1;',
    '(settings as any).host = host;', 'import { settings as own } from "./settings.js"; own.host = host;',
    'Object.assign(settings, more);', '_.merge(settings.db, more);',
  ])('it may: %s', (text) => {
    expect(mayPutInto(text, 'settings')).toBe(true);
  });

  it.each([
    'connect(settings.host);', 'if (settings.host === host) connect();', 'const { host } = settings;', 'const host = settings.host;',
    'settings.connect(host);', 'const f = () => settings.host;', 'mySettings.host = host;', 'settings2.host = host;',
    'const list = hosts.map((host) => settings[host]);',
  ])('it may not: %s', (text) => {
    expect(mayPutInto(text, 'settings')).toBe(false);
  });
});
