// What every page must be, whatever it says: each gate gives back its complaints, none if it holds.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { HtmlValidate, FileSystemConfigLoader, esmResolver } from 'html-validate';
import { openContext } from './browser.mjs';
import { underConditions, widerThan } from './conditions.mjs';
import { frameless, mixedTypefaces, opensElsewhere, smallTargets, unmarkedFocus } from './rules.mjs';

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
 * log-in; `status` is the answer expected, `language` the one the page is in; with `paper` it is
 * printed too; `again` leaves out what would be the same on every page of this shape. Gives back `[name of the gate, complaints]` pairs.
 */
export async function gatesOf(browser, url, { kind = 'citizen', state, status = 200, language = 'vi', paper = false, again = false } = {}) {
  const results = [];
  const context = await openContext(browser, { width: WIDTHS[0], storageState: state });
  try {
    const page = await context.newPage();
    const weight = await weighing(context, page);
    const noise = listen(page, url, status);
    const answer = await page.goto(url, { waitUntil: 'load' });
    const html = await answer.text();
    results.push(answered(answer, status));
    const first = weight.take();
    await page.goto(url, { waitUntil: 'load' });
    results.push(['weight', overweight(kind, first, weight.take())]);
    results.push(['quiet', noise.splice(0)]);
    results.push(['html', await invalid(html)]);
    results.push(...(await standing(page, { language, paper, again })));
  } finally {
    await context.close();
  }
  results.push(['without script', await withoutScript(browser, url, { state, language })]);
  return results;
}

/**
 * Hold the answer to a form that was filled wrong against every gate but those of weight.
 *
 * `fill` says what stands in fields by their names, `press` which button of the page is pressed.
 */
export async function gatesOfMistake(browser, url, { state, status = 422, language = 'vi', fill = {}, press, again = false } = {}) {
  const context = await openContext(browser, { width: WIDTHS[0], storageState: state });
  try {
    const page = await context.newPage();
    const noise = listen(page, url, status);
    await page.goto(url, { waitUntil: 'load' });
    for (const [name, value] of Object.entries(fill)) await put(page, name, value);
    const isAnswer = (response) => response.request().isNavigationRequest() && response.frame() === page.mainFrame();
    const [answer] = await Promise.all([
      page.waitForResponse(isAnswer),
      page.waitForEvent('load'),
      page.locator('main').getByRole('button', { name: press, exact: true }).first().click(),
    ]);
    const html = await answer.text();
    const told = (await page.locator('.govuk-error-summary, .mc-note--refused').count()) > 0;
    return [
      answered(answer, status),
      ['quiet', noise.splice(0)],
      ['html', await invalid(html)],
      ['says what is wrong', told ? [] : ['nothing is said']],
      ...(await standing(page, { language, again })),
    ];
  } finally {
    await context.close();
  }
}

const answered = (answer, status) => ['answers', answer.status() === status ? [] : [`answers ${answer.status()}`]];

/** Types or chooses, whatever kind of field it is. */
async function put(page, name, value) {
  const field = page.locator(`main [name="${name}"]`);
  const kind = await field.first().evaluate((element) => (element.tagName === 'INPUT' ? element.type : element.tagName));
  if (kind === 'SELECT') await field.first().selectOption(value);
  else if (kind === 'file') await field.first().setInputFiles(value);
  else if (kind === 'radio' || kind === 'checkbox') await page.locator(`main [name="${name}"][value="${value}"]`).check();
  else await field.first().fill(value);
}

/**
 * What is asked of a page as it stands in its window, at every width; it needs script. With `again`
 * only what may differ from one page to the next of the same shape.
 */
export async function standing(page, { language = 'vi', paper = false, again = false } = {}) {
  const results = [['opens at what is to be mended', await opensElsewhere(page)]];
  results.push(['frame', await frameless(page, language)]);
  results.push(['targets', await smallTargets(page)]);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    results.push([`axe at ${width}`, await inaccessible(page)]);
  }
  results.push([`no sideways scrolling at ${NARROWEST}`, await widerThan(page, NARROWEST)]);
  if (again && !paper) return results;
  results.push(['typeface', await mixedTypefaces(page)]);
  results.push(['focus', await unmarkedFocus(page)]);
  results.push(...(await underConditions(page, { paper })));
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
async function withoutScript(browser, url, { state, language }) {
  const context = await openContext(browser, { js: false, width: NARROWEST, storageState: state });
  try {
    const page = await context.newPage();
    await page.goto(url, { waitUntil: 'load' });
    return [...(await frameless(page, language)), ...(await widerThan(page, NARROWEST))];
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
