import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/*
 * Work that failed, of which the code has only made a note, gives nothing: the look into what it should have given fails, and what is open
 * then is lost.
 */

const dependencies = { express: '^5.0.0', pg: '^8.0.0' };

async function witnesses(...lines: readonly string[]): Promise<string[]> {
  const project = createProject({ rule: '*', files: { 'package.json': { dependencies } } });
  const reports = await project.lint('src/app.js', [
    "import express from 'express';", "import pg from 'pg';", 'const pool = new pg.Pool();', 'const app = express();',
    "app.get('/orders', async (req, res) => {", '  const client = await pool.connect();', ...lines, '});',
  ].join('\n'));
  return reports.map(({ message }) => message);
}

const query = "client.query('select 1')";
const send = ['client.release();', 'res.end();'];
const fill = `try { found = await ${query}; } catch (error) { console.log(error); }`;
const chain = `await ${query}.then((result) => { found = result; }).catch((error) => console.error(error));`;

describe('a look into what failed work has not given loses the connection', () => {
  it.each([
    ['filled in a `try`', ['let found;', fill, 'const count = found.rows.length;', ...send]],
    ['filled in a `try`, with nothing before', ['let found = null;', fill, 'const { rows } = found;', ...send]],
    ['filled in a `try` that does nothing about it', [
      'let found;', `try { found = await ${query}; } catch {}`, 'const { rows } = found;', ...send]],
    ['filled in a callback', ['var found;', chain, 'if (found.rows.length === 1) {', 'client.release();', '} else {', ...send, '}']],
    ['given by a promise', [
      `const found = await ${query}.catch((error) => { console.log(error); });`, 'const count = found.rows[0];', ...send]],
    ['given by a promise, with a method', [`const found = await ${query}.catch(console.error);`, 'const count = found.rows[0];', ...send]],
    ['taken apart at once', [`const { rows } = await ${query}.catch(console.error);`, ...send]],
  ])('%s', async (_, lines) => {
    const messages = await witnesses(...lines);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatch(/found|rows/);
  });
});

describe('nothing is known to be lacking', () => {
  it.each([
    ['what is asked for', ['let found;', fill, 'if (!found) return client.release();', 'const count = found.rows.length;', ...send]],
    ['what is asked for on the way', ['let found;', fill, 'const count = found?.rows.length;', ...send]],
    ['what stands behind a test of something else', [
      'let found, isDone;', `try { found = await ${query}; isDone = true; } catch (error) { console.log(error); }`,
      'if (isDone) console.log(found.rows);', ...send]],
    ['what stands behind a way out', [
      'let found, isDone;', `try { found = await ${query}; isDone = true; } catch (error) { console.log(error); }`,
      'if (!isDone) return client.release();', 'console.log(found.rows);', ...send]],
    ['what a failure is answered with', [
      'let found;', `try { found = await ${query}; } catch (error) { found = { rows: [] }; }`,
      'const count = found.rows.length;', ...send]],
    ['what a promise gives in place of it', [
      `const found = await ${query}.catch(() => ({ rows: [] }));`, 'const count = found.rows.length;', ...send]],
    ['what is left where it failed', [
      'let found;', `try { found = await ${query}; } catch (error) { client.release(); return res.sendStatus(500); }`,
      'const count = found.rows.length;', ...send]],
    ['what was there before', ['let found = { rows: [] };', fill, 'const count = found.rows.length;', ...send]],
    ['what is released in any case', [
      'let found;', 'try {', fill, 'const count = found.rows.length;', '} finally {', 'client.release();', '}']],
  ])('%s', async (_, lines) => {
    expect(await witnesses(...lines)).toStrictEqual([]);
  });
});
