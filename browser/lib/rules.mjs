// The rules of our own that no tool knows: the frame of a page, where it opens, what marks the focus,
// how large a target is, one typeface a run. Each gives back its complaints, none if it holds.

const TARGET_MIN = 24;
const OPENS_MAX_MS = 3_000;
// So many runs of text tell which typefaces a page is written in.
const RUNS_MAX = 150;

/** One main heading, a title made of page and service that tells of errors first, the language. */
export async function frameless(page, language = 'vi') {
  const complaints = [];
  const headings = await page.locator('h1').count();
  if (headings !== 1) complaints.push(`has ${headings} main headings`);
  const title = await page.title();
  if (!/^(Lỗi: |Error: )?\S.* - \S.*$/u.test(title)) {
    complaints.push(`the title is not "page - service": ${JSON.stringify(title)}`);
  }
  const isWrong = (await page.locator('.govuk-error-summary').count()) > 0;
  if (isWrong !== /^(Lỗi|Error): /u.test(title)) complaints.push(`the title and the page disagree about errors: ${title}`);
  const spoken = await page.locator('html').getAttribute('lang');
  if (spoken !== language) complaints.push(`the language is ${spoken}`);
  return complaints;
}

/** Where something is to be mended, the page opens at the summary, and each line leads to its field. */
export async function opensElsewhere(page) {
  const summary = page.locator('.govuk-error-summary');
  if ((await summary.count()) === 0) return [];
  const isFocused = () => document.activeElement?.classList.contains('govuk-error-summary') ?? false;
  const opened = await page.waitForFunction(isFocused, undefined, { timeout: OPENS_MAX_MS }).then(() => true, () => false);
  const astray = await summary.first().locator('a').evaluateAll((links) =>
    links
      .filter((link) => !document.getElementById(decodeURIComponent(link.hash.slice(1))))
      .map((link) => `leads nowhere: ${link.hash}`));
  const sentences = await summary.first().locator('li').count();
  return [
    ...(opened ? [] : ['the error summary has not the focus']),
    ...(sentences > 0 ? [] : ['the error summary is empty']),
    ...astray,
  ];
}

/**
 * Whatever takes the focus shows that it has it. In forced colours neither shadows nor backgrounds
 * are drawn, so that only lines count.
 */
export async function unmarkedFocus(page, { isForced = false } = {}) {
  // After a key, a focus given by script is shown like one that was moved by keys.
  await page.keyboard.press('Tab');
  return page.evaluate((linesOnly) => {
    const lines = (style) => [
      style.outlineStyle === 'none' ? '0px' : `${style.outlineStyle} ${style.outlineWidth}`,
      style.borderTopWidth, style.borderBottomWidth, style.borderTopStyle, style.textDecorationLine,
    ];
    const all = (style) => [...lines(style), style.boxShadow, style.backgroundColor, style.borderTopColor];
    const drawn = linesOnly ? lines : all;
    // A radio is drawn by its label, a field for files by the box around it.
    const look = (element) => [
      drawn(getComputedStyle(element)),
      element.nextElementSibling ? drawn(getComputedStyle(element.nextElementSibling, '::before')) : [],
      lines(getComputedStyle(element.parentElement)),
    ].flat().join(' | ');
    const kinds = new Map();
    const inputs = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
    for (const element of document.querySelectorAll(inputs)) {
      const kind = [element.tagName, element.type, element.className, element.parentElement.className].join(' ');
      if (element.checkVisibility() && element.tabIndex >= 0 && !kinds.has(kind)) kinds.set(kind, element);
    }
    const unmarked = [];
    for (const element of kinds.values()) {
      document.activeElement?.blur();
      const before = look(element);
      element.focus({ preventScroll: true });
      if (document.activeElement === element && look(element) === before) unmarked.push(element);
    }
    document.activeElement?.blur();
    return unmarked.map((element) => `unmarked: ${element.outerHTML.slice(0, 120)}`);
  }, isForced);
}

/** Targets are 24 pixels high and wide, stand in a sentence, or have room around them (WCAG 2.5.8). */
export function smallTargets(page) {
  return page.evaluate((least) => {
    const found = document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary');
    const targets = [...found]
      .filter((element) => element.checkVisibility() && element.tabIndex >= 0 && !element.disabled)
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      // What is there for screen readers only is no target for a hand.
      .filter(({ box }) => box.width > 1 && box.height > 1);
    const isSmall = ({ box }) => Math.min(box.width, box.height) < least - 0.5;
    const isInSentence = ({ element }) => {
      if (getComputedStyle(element).display !== 'inline') return false;
      const around = element.parentElement.textContent.trim();
      return around.length > element.textContent.trim().length;
    };
    const centre = ({ box }) => [box.left + box.width / 2, box.top + box.height / 2];
    const distance = ([x, y], [left, top, right, bottom]) =>
      Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));
    const isNear = (one, other) => {
      const { left, top, right, bottom } = other.box;
      if (distance(centre(one), [left, top, right, bottom]) < least / 2) return true;
      const [x, y] = centre(other);
      return isSmall(other) && distance(centre(one), [x, y, x, y]) < least;
    };
    return targets
      .filter((one) => isSmall(one) && !isInSentence(one) && targets.some((other) => other !== one && isNear(one, other)))
      .map(({ element, box }) => `${Math.round(box.width)} × ${Math.round(box.height)}: ${element.outerHTML.slice(0, 120)}`);
  }, TARGET_MIN);
}

/** No run of text is patched together from two typefaces: Vietnamese marks would look pasted on. */
export async function mixedTypefaces(page) {
  const texts = await page.evaluate(markRuns, RUNS_MAX);
  const session = await page.context().newCDPSession(page);
  try {
    await session.send('DOM.enable');
    await session.send('CSS.enable');
    const { root } = await session.send('DOM.getDocument', { depth: 0 });
    const { nodeIds } = await session.send('DOM.querySelectorAll', { nodeId: root.nodeId, selector: '[data-run]' });
    const runs = await Promise.all(nodeIds.map((nodeId) => session.send('CSS.getPlatformFontsForNode', { nodeId })));
    return runs.flatMap(({ fonts }, at) => {
      const names = [...new Set(fonts.map((font) => font.familyName))];
      return names.length > 1 ? [`${names.join(' and ')}: ${texts[at]}`] : [];
    });
  } finally {
    await session.detach();
    await page.evaluate(() => document.querySelectorAll('[data-run]').forEach((run) => run.removeAttribute('data-run')));
  }
}

/** Marks elements that hold text of one typeface, as their style asks; runs in the page. */
function markRuns(most) {
  const family = (element) => getComputedStyle(element).fontFamily;
  const drawnByBrowser = 'svg, svg *, option, textarea, script, style, noscript';
  const runs = [];
  for (const element of document.body.querySelectorAll('*')) {
    const own = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== '');
    if (own.length === 0 || element.matches(drawnByBrowser) || !element.checkVisibility()) continue;
    if ([...element.querySelectorAll('*')].some((inner) => family(inner) !== family(element))) continue;
    element.setAttribute('data-run', '');
    runs.push(own.map((node) => node.data.trim()).join(' ').slice(0, 80));
    if (runs.length === most) break;
  }
  return runs;
}
