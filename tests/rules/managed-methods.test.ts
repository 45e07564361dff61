import { expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/* A method of a class that a container makes is run by code of the project, even if it is given a response. */

const service = `import { Injectable } from '@nestjs/common';
import { ImapFlow } from 'imapflow';
import { Response } from 'express';
@Injectable()
export class MailService {
  async check(options: object, response: Response) {
    const client = new ImapFlow(options);
    await client.connect();
    response.send('ok');
  }
}
`;
const controller = `import { Controller, Post, Res } from '@nestjs/common';
import { MailService } from './mail.service';
@Controller()
export class MailController {
  constructor(private readonly mail: MailService) {}
  @Post()
  async check(@Res() response) { await this.mail.check({}, response); }
}
`;
const dependencies = { '@nestjs/common': '^11.0.0', 'express': '^5.0.0', 'imapflow': '^1.0.0' };

async function reports(files: Readonly<Record<string, string>>, source = service): Promise<string[]> {
  const manifest = { name: 'mail', dependencies };
  const project = createProject({ rule: '*', files: { 'package.json': manifest, 'src/mail.service.ts': source, ...files } });
  return (await project.lint('src/mail.service.ts', source)).map(({ message }) => message);
}

it('is said to run for requests where a handler calls it', async () => {
  expect(await reports({ 'src/mail.controller.ts': controller })).toMatchObject([/^`ImapFlow` is constructed for every request/]
    .map((pattern): unknown => expect.stringMatching(pattern)));
});

it('is not said to run for requests where nobody calls it', async () => {
  for (const message of await reports({})) expect(message).not.toMatch(/for every request/);
});

it('may be run by a framework where a base class or an interface says so', async () => {
  const strategy = service.replace('class MailService', "class MailService extends PassportStrategy(Strategy, 'mail')");
  expect(await reports({}, strategy)).toHaveLength(1);
});
