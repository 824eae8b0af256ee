// Gates that let everything through would look like success: a good page passes each of them, and
// a bad page fails each of them.

import { createServer } from 'node:http';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, deflateSync } from 'node:zlib';
import { pdf } from '../lib/filling.mjs';
import { pagesOf } from '../lib/pdf.mjs';
import { photo } from '../lib/photo.mjs';
import { withFewColours } from '../lib/png.mjs';
import { startServer } from '../lib/server.mjs';
import { brokenProcesses } from './processes.mjs';

export const name = 'self-test';

const file = (path) => readFileSync(new URL(path, import.meta.url));
// Random text, so that compression cannot make it light.
const heavy = () => `const waste = "${randomBytes(90_000).toString('base64')}"; broken();`;

const ANSWERS = new Map([
  ['/good', ['text/html; charset=utf-8', file('good.html')]],
  ['/bad', ['text/html; charset=utf-8', file('bad.html')]],
  ['/tra-cuu?code=xyz', ['text/html; charset=utf-8', file('mistake.html'), 422]],
  ['/style.css', ['text/css', file('style.css')]],
  ['/heavy.js', ['text/javascript', Buffer.from(heavy())]],
]);

// Words by which the complaints about the bad page are recognised, gate by gate.
const EXPECTED = {
  weight: ['first visit', 'script'],
  quiet: ['broken is not defined', 'asks elsewhere'],
  html: ['no-dup-id'],
  frame: ['2 main headings', 'title', 'language'],
  'axe at 360': ['color-contrast', 'label'],
  'axe at 768': ['color-contrast'],
  'axe at 1280': ['color-contrast'],
  'no sideways scrolling at 320': ['pixels'],
  'without script': ['2 main headings', 'pixels'],
  'opens at what is to be mended': ['has not the focus', '#nowhere'],
  targets: ['tiny'],
  typeface: ['chữ chắp vá'],
  focus: ['tiny'],
  '200 % zoom': ['pixels'],
  'text of 200 %': ['cut off'],
  'text spacing': ['cut off'],
  'forced colours': ['no edge', 'without shape', 'unmarked'],
  motion: ['flat slow'],
  print: ['is printed', 'pale', 'pixels'],
  sheets: ['at most'],
};

export async function run(ctx) {
  const server = createServer(answer);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  ctx.url = `http://127.0.0.1:${server.address().port}`;
  try {
    await ctx.gates([{ path: '/good', kind: 'citizen', paper: true }]);
    await ctx.mistakes([{ path: '/good', fill: { code: 'xyz' }, press: 'Tra cứu' }]);
    const bad = new Map(await ctx.complaintsAbout('/bad', { kind: 'citizen', status: 404, paper: true }));
    for (const [gate, words] of Object.entries({ answers: ['answers 200'], ...EXPECTED })) {
      const found = (bad.get(gate) ?? []).join('\n');
      const unseen = words.filter((word) => !found.includes(word));
      await ctx.check(`a bad page fails "${gate}"`, unseen.map((word) => `"${word}" went unseen`));
    }
    await ctx.check('the pages of a PDF are counted', pagesOf(pdf('một trang')) === 1 && pagesOf(packed(2)) === 2);
    await ctx.check('pages travel compressed', compressed);
    await ctx.check('a picture keeps its colours in a palette', palette);
    await ctx.check('a server is started, answers, and is gone afterwards', startAndStop);
    await brokenProcesses(ctx);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** A PDF whose pages are listed in a compressed stream. */
function packed(pages) {
  const objects = deflateSync('<< /Type /Pages >> '.concat('<< /Type /Page >> '.repeat(pages)));
  return Buffer.concat([Buffer.from('<< /Type /ObjStm >>\nstream\n'), objects, Buffer.from('\nendstream\n')]);
}

/** The dot of a photo is blue. */
function palette() {
  const picture = withFewColours(photo(9));
  const at = picture.indexOf('PLTE') + 'PLTE'.length;
  return picture.subarray(at, at + 3).equals(Buffer.from([0, 0, 255]));
}

async function startAndStop() {
  const program = fileURLToPath(new URL('pretend-server.mjs', import.meta.url));
  const server = await startServer({ program });
  const asked = await (await fetch(`${server.url}/`)).text();
  const complaints = asked.includes(server.data) ? [] : [`was started with ${asked}`];
  await server.stop();
  if (existsSync(server.data)) complaints.push('the data are still there');
  const answers = await fetch(`${server.url}/`).then(() => true, () => false);
  if (answers) complaints.push('it still answers');
  return complaints;
}

let compressed = false;

function answer(request, response) {
  const found = ANSWERS.get(request.url);
  if (!found) {
    response.writeHead(404).end();
    return;
  }
  const [type, body, status = 200] = found;
  if ((request.headers['accept-encoding'] ?? '').includes('br')) {
    compressed = true;
    response.writeHead(status, { 'content-type': type, 'content-encoding': 'br' });
    response.end(brotliCompressSync(body));
  } else {
    response.writeHead(status, { 'content-type': type }).end(body);
  }
}
