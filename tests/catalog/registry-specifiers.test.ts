import { expect, it } from 'vitest';
import { mentionsAnyOf } from '../../src/catalog/mentions.js';
import { packageSpecifierOf } from '../../src/catalog/registry-specifiers.js';

it.each([
  ['npm:pg', 'pg'],
  ['npm:pg@8.11.3', 'pg'],
  ['npm:/pg@^8', 'pg'],
  ['npm:@aws-sdk/client-s3@3', '@aws-sdk/client-s3'],
  ['npm:mysql2@3.9.7/promise', 'mysql2/promise'],
  ['npm:mysql2/promise', 'mysql2/promise'],
  ['https://esm.sh/pg@8.11.3', 'pg'],
  ['https://esm.sh/pg', 'pg'],
  ['https://esm.sh/v135/mysql2@3/promise?target=deno', 'mysql2/promise'],
  ['https://esm.sh/@supabase/supabase-js@2?dts', '@supabase/supabase-js'],
  ['jsr:@oak/oak@^17', 'jsr:@oak/oak'],
  ['jsr:@oak/oak@17/router', 'jsr:@oak/oak/router'],
  ['https://deno.land/x/oak@v12/mod.ts', 'https://deno.land/x/oak@v12/mod.ts'],
  ['./npm:pg', './npm:pg'],
  ['pg', 'pg'],
])('%s is %s', (written, meant) => {
  expect(packageSpecifierOf(written)).toBe(meant);
});

const mentions = mentionsAnyOf(['pg', 'mysql2/promise', '@aws-sdk/client-*']);

it.each([
  "import { Client } from 'npm:pg@8';", 'import { Client } from "npm:pg";', 'await import(`https://esm.sh/pg@8?dts`)',
  "import mysql from 'npm:mysql2@3.9/promise';", "import { S3Client } from 'npm:@aws-sdk/client-s3@3.5';",
])('%s names a package', (text) => {
  expect(mentions(text)).toBe(true);
});

it.each([
  "import { Client } from 'npm:pgx@8';", "import { Client } from 'npm:@acme/pg@8';", "// from 'npm:pg'", "fetch('https://esm.sh/')",
  "import mysql from 'npm:mysql2@3.9';",
])('%s names none', (text) => {
  expect(mentions(text)).toBe(false);
});
