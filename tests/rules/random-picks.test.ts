import { describeMarked, type MarkedCases } from '../support/marked-cases.js';

/** Who picks one of several servers by chance for each client means them to take turns: one client for all would end that. */
const head = "import express from 'express';\nimport puppeteer from 'puppeteer';\nconst app = express();\n"
  + "const proxies = ['one:80', 'two:80'];\n";

function launch(given: string, beside = '', mark = ''): string {
  return `${head}${beside}
app.get('/page', async (req, res) => {
  ${given}
  const browser = await puppeteer.launch({ args: ['--proxy-server=' + proxy] });${mark}
  try {
    const page = await browser.newPage();
    res.send(await page.content());
  } finally {
    await browser.close();
  }
});
`;
}

const picked: MarkedCases = {
  'from a list': launch('const proxy = proxies[Math.floor(Math.random() * proxies.length)];'),
  'by an index that has a name': launch('const index = Math.floor(Math.random() * proxies.length);\n  const proxy = proxies[index];'),
  'by a function': launch('const proxy = pick(proxies);', 'const pick = (list) => list[Math.floor(Math.random() * list.length)];'),
  'by a number of Node.js': launch('const proxy = proxies[randomInt(proxies.length)];', "import { randomInt } from 'node:crypto';"),
};

const constant: MarkedCases = {
  'the first of a list': launch('const proxy = proxies[0];', '', ' // leak'),
  'a text that chance makes another one': launch("const proxy = 'one:80#' + Math.random();", '', ' // leak'),
};

describeMarked('an option is picked', picked, { rule: 'prefer-shared-client' });
describeMarked('an option is the same', constant, { rule: 'prefer-shared-client' });
