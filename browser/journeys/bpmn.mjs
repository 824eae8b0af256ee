// Processes as the program writes them for the tools of others: bpmn-moddle reads and writes them
// without loss, bpmnlint finds nothing, and everything has its place in the diagram.

import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { flawsOf, written } from '../lib/bpmn.mjs';

export const name = 'BPMN';

const ROOT = new URL('../../', import.meta.url);

// Where the repository keeps whole processes: data, and samples of what is rare in the language.
const FOLDERS = ['data/processes/', 'crates/integrations/tests/processes/'];
const TEMPLATES = 'data/processes/templates/';

// A template is written for a limit; these come to other shares and another way of counting.
const LIMITS = ['10 working days', 'within day'];

export async function run(ctx) {
  const templates = (await inFolder(TEMPLATES)).map((file) => file.replace(/\.toml$/, ''));
  await ctx.check('there are templates', templates.length >= 14);
  for (const template of templates) {
    for (const limit of LIMITS) await looked(ctx, `${template}, ${limit}`, ['--template', template, '--limit', limit]);
  }
  for (const folder of FOLDERS) {
    const files = await inFolder(folder);
    await ctx.check(`${folder} has processes`, files.length > 0);
    for (const file of files) await looked(ctx, file, [fileURLToPath(new URL(folder + file, ROOT))]);
  }
}

async function inFolder(folder) {
  const files = await readdir(new URL(folder, ROOT));
  return files.filter((file) => file.endsWith('.toml')).sort();
}

/** Each question about one file is a check of its own. */
async function looked(ctx, what, words) {
  const xml = await written(words);
  for (const [question, flaws] of await flawsOf(xml)) await ctx.check(`${what}: ${question}`, flaws);
}
