// What every page must be, whatever it says: each gate gives back its complaints, none if it holds.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { HtmlValidate, FileSystemConfigLoader, esmResolver } from 'html-validate';
import { openContext } from './browser.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const WIDTHS = [360, 768, 1280];
const NARROWEST = 320;

// Bytes on the wire, headers and all; a kilobyte is 1,000 bytes here.
const LIMITS = {
  citizen: { first: 50_000, repeat: 15_000, requests: 8, script: 12_000 },
  board: { first: 80_000, requests: 10 },
  desk: { first: 120_000, repeat: 25_000, requests: 15 },
  control: { first: 150_000, repeat: 40_000, requests: 15 },
  studio: {},
};

const validator = new HtmlValidate(new FileSystemConfigLoader([esmResolver()]));
const here = fileURLToPath(new URL('..', import.meta.url));

/**
 * Hold one address against every gate.
 *
 * `kind` chooses the limits of weight; `state` is a Playwright storage state, for pages behind a
 * log-in; `status` is the answer expected. Gives back `[name of the gate, complaints]` pairs.
 */
export async function gatesOf(browser, url, { kind = 'citizen', state, status = 200 } = {}) {
  const results = [];
  const context = await openContext(browser, { width: WIDTHS[0], storageState: state });
  try {
    const page = await context.newPage();
    const weight = await weighing(context, page);
    const noise = listen(page, url, status);
    const answer = await page.goto(url, { waitUntil: 'load' });
    const html = await answer.text();
    results.push(['answers', answer.status() === status ? [] : [`answers ${answer.status()}`]]);
    const first = weight.take();
    await page.goto(url, { waitUntil: 'load' });
    results.push(['weight', overweight(kind, first, weight.take())]);
    results.push(['quiet', noise.splice(0)]);
    results.push(['html', await invalid(html)]);
    results.push(['frame', await frameless(page)]);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      results.push([`axe at ${width}`, await inaccessible(page)]);
    }
    results.push([`no sideways scrolling at ${NARROWEST}`, await sideways(page)]);
  } finally {
    await context.close();
  }
  results.push(['without script', await withoutScript(browser, url, state)]);
  return results;
}

/** What goes wrong unseen: errors in the console, broken requests, and requests to other hosts. */
function listen(page, url, status) {
  const noise = [];
  const home = new URL(url).origin;
  page.on('pageerror', (fault) => noise.push(`script: ${fault.message}`));
  page.on('console', (message) => {
    // A page that is expected to answer 404 is called an error by the browser, not by us.
    const told = status >= 400 && message.text().includes(`status of ${status} `);
    if (message.type() === 'error' && !told) noise.push(`console: ${message.text()}`);
  });
  // What is given up because the next page was asked for is nobody's fault.
  const givenUp = (request) => request.failure()?.errorText === 'net::ERR_ABORTED';
  page.on('requestfailed', (request) => {
    if (!givenUp(request)) noise.push(`never came: ${request.url()}`);
  });
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol !== 'data:' && origin !== home) noise.push(`asks elsewhere: ${request.url()}`);
  });
  return noise;
}

/** The same page for somebody whose browser runs no script: it stands, and fits. */
async function withoutScript(browser, url, state) {
  const context = await openContext(browser, { js: false, width: NARROWEST, storageState: state });
  try {
    const page = await context.newPage();
    await page.goto(url, { waitUntil: 'load' });
    return [...(await frameless(page)), ...(await sideways(page))];
  } finally {
    await context.close();
  }
}

async function inaccessible(page) {
  await page.evaluate(AXE);
  const found = await page.evaluate(
    (values) => window.axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] }),
    AXE_TAGS,
  );
  return found.violations.map((rule) => {
    const places = rule.nodes.slice(0, 5).map((node) => `  ${node.target.join(' ')}`);
    return [`${rule.id}: ${rule.help}`, ...places].join('\n');
  });
}

async function sideways(page) {
  const { width } = page.viewportSize();
  await page.setViewportSize({ width: NARROWEST, height: 800 });
  const needed = await page.evaluate(() => document.scrollingElement.scrollWidth);
  await page.setViewportSize({ width, height: 800 });
  return needed <= NARROWEST ? [] : [`needs ${needed} pixels`];
}

/** One main heading, a title made of page and service, the language. */
async function frameless(page) {
  const complaints = [];
  const headings = await page.locator('h1').count();
  if (headings !== 1) complaints.push(`has ${headings} main headings`);
  const title = await page.title();
  if (!/^(Lỗi: )?\S.* - \S.*$/u.test(title)) {
    complaints.push(`the title is not "page - service": ${JSON.stringify(title)}`);
  }
  const language = await page.locator('html').getAttribute('lang');
  if (language !== 'vi') complaints.push(`the language is ${language}`);
  return complaints;
}

async function invalid(html) {
  const report = await validator.validateString(html, `${here}page.html`);
  return report.results.flatMap((result) =>
    result.messages.map((found) => `${found.line}:${found.column} ${found.ruleId}: ${found.message}`),
  );
}

/** Listen to what a page costs; `take()` gives what came since the last time. */
async function weighing(context, page) {
  const session = await context.newCDPSession(page);
  let sum = { bytes: 0, script: 0, requests: 0 };
  const kinds = new Map();
  session.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (encodedDataLength === 0) return;
    sum.bytes += encodedDataLength;
    sum.requests += 1;
    if (kinds.get(requestId) === 'Script') sum.script += encodedDataLength;
  });
  await session.send('Network.enable');
  return {
    take() {
      const taken = sum;
      sum = { bytes: 0, script: 0, requests: 0 };
      return taken;
    },
  };
}

function overweight(kind, first, repeat) {
  const limits = LIMITS[kind];
  if (first.bytes === 0) return ['nothing was measured'];
  if (!limits) return [`there is no kind of page called ${kind}`];
  const measured = [
    ['first visit', first.bytes, limits.first],
    ['repeated visit', repeat.bytes, limits.repeat],
    ['requests', first.requests, limits.requests],
    ['script', first.script, limits.script],
  ];
  return measured
    .filter(([, is, most]) => most !== undefined && is > most)
    .map(([what, is, most]) => `${what}: ${is}, at most ${most}`);
}
