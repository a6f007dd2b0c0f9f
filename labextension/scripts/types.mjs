// Writes src/server/wire.ts from the schema of the server; with --check it only says whether the file is stale.
import { readFile, writeFile } from 'node:fs/promises';
import { compile } from 'json-schema-to-typescript';

const SCHEMA = new URL('../../src/nbcoach/wire/schema.json', import.meta.url);
const TYPES = new URL('../src/server/wire.ts', import.meta.url);

async function made() {
  const schema = JSON.parse(await readFile(SCHEMA, 'utf8'));
  for (const definition of Object.values(schema.$defs)) {
    definition.additionalProperties = false;
  }
  const types = await compile({ ...schema, additionalProperties: false }, 'Wire', {
    bannerComment: '// Made from src/nbcoach/wire/schema.json by `npm run types`. Do not edit.',
    maxItems: -1,
    unreachableDefinitions: true,
    style: { singleQuote: true, trailingComma: 'none', printWidth: 110 }
  });
  return types
    .replace(/\/\*\*[^/]*\*\/\nexport interface Wire \{\}\n/, '')
    .replace(/ \*\n \* This interface was referenced by `Wire`'s JSON-Schema\n \* via the `definition` "\w+"\.\n/g, '');
}

const types = await made();
if (!process.argv.includes('--check')) {
  await writeFile(TYPES, types);
} else if ((await readFile(TYPES, 'utf8').catch(() => '')) !== types) {
  console.error('src/server/wire.ts is stale: run `npm run types`.');
  process.exitCode = 1;
}
