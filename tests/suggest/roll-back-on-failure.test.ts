import { describe, expect, it } from 'vitest';
import { applied, offered } from '../support/suggestions.js';

const more = { rule: 'require-connection-release' };

/** A function that pays in a transaction, with these lines in it. */
function service(lines: readonly string[]): string {
  return `import { Sequelize } from 'sequelize';
import { Order } from './orders.js';
import { tell } from './tell.js';
const sequelize = new Sequelize(process.env.DATABASE_URL);
export async function pay(req, res) {
${lines.map((line) => `  ${line}\n`).join('')}}
`;
}

const after = (lines: readonly string[], foundName?: string): string[] => (
  applied('rollBackOnFailure', service(lines), 'service.js', { ...more, ...(foundName && { foundName }) }).split('\n').slice(5, -2)
    .map((line) => line.slice(2)));

const open = 'const t = await sequelize.transaction();';
const update = 'await Order.update({ isPaid: true }, { where: { id: req.body.id }, transaction: t });';
const find = 'const order = await Order.findOne({ where: { id: req.body.id }, transaction: t });';
const commit = 'await t.commit();';

describe('a transaction that is lost when something fails', () => {
  it.each<[string, string[], string[]]>([
    ['up to the commit', [open, update, commit, 'res.end();'], [
      open, 'try {', `  ${update}`, `  ${commit}`, '} catch (error) {', '  await t.rollback();', '  throw error;', '}', 'res.end();',
    ]],
    ['up to the end where a name is used behind the commit', [
      open, find, 'await order.pay({ transaction: t });', commit, 'res.json(order);',
    ], [
      open, 'try {', `  ${find}`, '  await order.pay({ transaction: t });', `  ${commit}`, '  res.json(order);', '} catch (error) {',
      '  await t.rollback();', '  throw error;', '}',
    ]],
    ['with a variable where more may fail behind the commit', [
      open, find, 'await order.pay({ transaction: t });', commit, 'tell(order);',
    ], [
      open, 'let isEnded = false;', 'try {', `  ${find}`, '  await order.pay({ transaction: t });', `  ${commit}`, '  isEnded = true;',
      '  tell(order);', '} catch (error) {', '  if (!isEnded) await t.rollback();', '  throw error;', '}',
    ]],
    ['with a rollback in front of what is thrown', [
      open, find, 'if (!order) {', '  await t.rollback();', '  throw new Error("none");', '}', update, commit,
    ], [
      open, 'try {', `  ${find}`, '  if (!order) {', '    throw new Error("none");', '  }', `  ${update}`, `  ${commit}`,
      '} catch (error) {', '  await t.rollback();', '  throw error;', '}',
    ]],
    ['with a rollback in front of what is returned', [
      open, find, 'if (!order) {', '  await t.rollback();', '  return res.status(404).end();', '}', update, commit,
    ], [
      open, 'try {', `  ${find}`, '  if (!order) {', '    await t.rollback();', '    return res.status(404).end();', '  }', `  ${update}`,
      `  ${commit}`, '} catch (error) {', '  await t.rollback();', '  throw error;', '}',
    ]],
    ['around a loop that is left when it was rolled back', [
      open, 'for (const id of req.body.ids) {', '  const order = await Order.findByPk(id, { transaction: t });', '  if (!order) {',
      '    await t.rollback();', '    return res.status(404).end();', '  }', '  if (order.isPaid) continue;',
      '  await order.pay({ transaction: t });', '}', commit,
    ], [
      open, 'try {', '  for (const id of req.body.ids) {', '    const order = await Order.findByPk(id, { transaction: t });',
      '    if (!order) {', '      await t.rollback();', '      return res.status(404).end();', '    }', '    if (order.isPaid) continue;',
      '    await order.pay({ transaction: t });', '  }', `  ${commit}`, '} catch (error) {', '  await t.rollback();', '  throw error;', '}',
    ]],
    ['in a `try` whose `catch` does not know it', [
      'try {', `  ${open}`, `  ${update}`, `  ${commit}`, '} catch (error) {', '  res.status(500).end();', '}',
    ], [
      'try {', `  ${open}`, '  try {', `    ${update}`, `    ${commit}`, '  } catch (error) {', '    await t.rollback();',
      '    throw error;', '  }', '} catch (error) {', '  res.status(500).end();', '}',
    ]],
    ['in the `catch` that is there', [
      open, 'try {', `  ${update}`, `  ${commit}`, '  res.end();', '} catch (error) {', '  res.status(500).end();', '}',
    ], [
      open, 'try {', `  ${update}`, `  ${commit}`, '  res.end();', '} catch (error) {', '  await t.rollback();', '  res.status(500).end();',
      '}',
    ]],
    ['in the `catch` that is there, with a variable', [
      open, 'try {', `  ${update}`, `  ${commit}`, '  await tell(req.body);', '} catch (error) {', '  res.status(500).end();', '}',
    ], [
      open, 'let isEnded = false;', 'try {', `  ${update}`, `  ${commit}`, '  isEnded = true;', '  await tell(req.body);',
      '} catch (error) {', '  if (!isEnded) await t.rollback();', '  res.status(500).end();', '}',
    ]],
    ['in the `catch` where it may be there', [
      'let t;', 'try {', '  t = await sequelize.transaction();', `  ${update}`, `  ${commit}`, '} catch (error) {',
      '  res.status(500).end();', '}',
    ], [
      'let t;', 'try {', '  t = await sequelize.transaction();', `  ${update}`, `  ${commit}`, '} catch (error) {',
      '  if (t) await t.rollback();', '  res.status(500).end();', '}',
    ]],
  ])('is rolled back %s', (_, lines, expected) => {
    expect(after(lines)).toStrictEqual(expected);
  });

  it('is declared in front of the `try` where the `catch` names it and does not know it', () => {
    expect(after([
      'try {', `  ${open}`, `  ${find}`, '  if (!order) {', '    await t.rollback();', '    throw new Error("none");', '  }', `  ${commit}`,
      '} catch (error) {', '  await t.rollback();', '  res.status(500).end();', '}',
    ], 't')).toStrictEqual([
      'let t;', 'try {', '  t = await sequelize.transaction();', `  ${find}`, '  if (!order) {', '    throw new Error("none");', '  }',
      `  ${commit}`, '} catch (error) {', '  await t?.rollback();', '  res.status(500).end();', '}',
    ]);
  });

  it.each<[string, string[]]>([
    ['a way out leaves it open besides', [open, find, 'if (order.isPaid) return res.end();', update, commit]],
    ['it is committed in a loop', [open, 'for (const id of req.body.ids) {', `  ${update}`, `  ${commit}`, '}']],
    ['a loop goes on when it was rolled back', [
      open, 'for (const id of req.body.ids) {', `  ${update}`, '  if (id < 0) {', '    await t.rollback();', '    break;', '  }', '}',
      commit,
    ]],
    ['it may be committed twice', [open, 'if (req.body.isSure) {', `  ${commit}`, '}', update, commit]],
    ['a function ends it', [open, update, 'await tell(() => t.rollback());', commit]],
    ['something goes on with it', [open, 'Order.touch({ transaction: t });', update, commit]],
  ])('is left where %s', (_, lines) => {
    expect(offered(service(lines), 'service.js', more)).not.toContain('rollBackOnFailure');
  });
});
