// The same page under other conditions: zoomed, with larger or wider text, in forced colours, for
// who wants less motion, on paper. Everything is put back as it was found.

import { pagesOf } from './pdf.mjs';
import { unmarkedFocus } from './rules.mjs';

// 1280 pixels at 200 % are as wide as this; at 400 % they are the narrowest width of all.
const ZOOMED = 640;
const WIDE = 1280;
const HEIGHT = 800;
// What a printer leaves of A4 at 96 pixels an inch, upright and, for lists, across.
const UPRIGHT = 718;
const ACROSS = 1032;
const LISTS = '.mc-inbox:not(.mc-take)';
const SHEETS_MAX = 10;
const MOTION_MAX_S = 0.12;
// Text that is read stands out from the sheet like this (WCAG 1.4.6); on a printed ground, 1.4.3.
const ON_PAPER = 7;
const ON_GROUND = 4.5;

/** Every condition, as `[gate, complaints]` pairs; with `paper` the page is printed too. */
export async function underConditions(page, { paper = false } = {}) {
  const results = [
    ['200 % zoom', await widerThan(page, ZOOMED)],
    ['text of 200 %', await restyled(page, 'html { font-size: 200% !important; }')],
    ['text spacing', await restyled(page, '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }')],
    ['forced colours', await inForcedColours(page)],
    ['motion', await inMotion(page)],
    ['print', await printed(page)],
  ];
  if (paper) results.push(['sheets', await onSheets(page)]);
  return results;
}

/** Whether a window of this width has to be scrolled sideways. */
export async function widerThan(page, width) {
  const before = page.viewportSize();
  await page.setViewportSize({ width, height: HEIGHT });
  const needed = await page.evaluate(() => document.scrollingElement.scrollWidth);
  await page.setViewportSize(before);
  return needed <= width ? [] : [`needs ${needed} pixels of ${width}`];
}

/** With a style of the reader's own nothing is cut off and nothing but tables leaves the window. */
async function restyled(page, css) {
  const before = page.viewportSize();
  await page.setViewportSize({ width: WIDE, height: HEIGHT });
  const complaints = await page.evaluate((own) => {
    // Such a sheet is the reader's, not the page's: its policy has no say.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(own);
    document.adoptedStyleSheets = [sheet];
    const edge = document.documentElement.clientWidth + 1;
    const drawnByBrowser = 'svg, svg *, img, iframe, input, select, textarea, table *, .mc-scroll *';
    const hides = (overflow) => overflow === 'hidden' || overflow === 'clip';
    const found = [];
    for (const element of document.body.querySelectorAll('*')) {
      if (!element.checkVisibility() || element.matches(drawnByBrowser)) continue;
      const style = getComputedStyle(element);
      const isForReaders = element.clientWidth <= 1 || element.clientHeight <= 1;
      const isCut = (hides(style.overflowX) && element.scrollWidth > element.clientWidth + 1)
        || (hides(style.overflowY) && element.scrollHeight > element.clientHeight + 1);
      const name = `${element.tagName.toLowerCase()}.${element.className}`;
      if (isCut && !isForReaders) found.push(`cut off: ${name} ${element.textContent.trim().slice(0, 60)}`);
      else if (element.getBoundingClientRect().right > edge && !element.matches('table')) found.push(`outside: ${name}`);
    }
    document.adoptedStyleSheets = [];
    return found.slice(0, 5);
  }, css);
  await page.setViewportSize(before);
  return complaints;
}

/** Fields and buttons have an edge, the focus a line, and nothing is told by colour alone. */
async function inForcedColours(page) {
  await page.emulateMedia({ forcedColors: 'active' });
  const edgeless = await page.evaluate(() => {
    const has = (style, side) => style[`border${side}Style`] !== 'none' && parseFloat(style[`border${side}Width`]) > 0;
    const controls = 'button, .govuk-button, select, textarea, input:not([type=hidden], [type=radio], [type=checkbox])';
    return [...document.querySelectorAll(controls)]
      .filter((element) => element.checkVisibility() && element.tabIndex >= 0)
      .filter((element) => {
        const style = getComputedStyle(element);
        const isUnderlined = style.textDecorationLine.includes('underline');
        return style.opacity !== '0' && !has(style, 'Bottom') && !isUnderlined;
      })
      .map((element) => `no edge: ${element.outerHTML.slice(0, 120)}`);
  });
  const complaints = [...edgeless, ...(await byColourAlone(page)), ...(await unmarkedFocus(page, { isForced: true }))];
  await page.emulateMedia({ forcedColors: 'none' });
  return complaints;
}

function byColourAlone(page) {
  return page.evaluate(() => {
    const complaints = [];
    const shape = (element) => [element, element.parentElement, element.closest('li') ?? element].map((part) => {
      const style = getComputedStyle(part);
      return [style.fontWeight, style.borderLeftWidth, style.borderBottomWidth, style.borderBottomStyle, style.textDecorationLine].join(' ');
    }).join(' | ');
    for (const here of document.querySelectorAll('a[aria-current]')) {
      const other = here.closest('ul, ol, nav')?.querySelector('a:not([aria-current])');
      if (other && shape(other) === shape(here)) complaints.push(`by colour alone: ${here.outerHTML.slice(0, 120)}`);
    }
    for (const light of document.querySelectorAll('.mc-light')) {
      if (!light.querySelector('svg') || light.textContent.trim() === '') complaints.push('by colour alone: a light without shape or words');
    }
    for (const group of document.querySelectorAll('.govuk-form-group--error')) {
      const said = group.querySelector('.govuk-error-message')?.textContent.trim() ?? '';
      if (said === '') complaints.push('by colour alone: a field is wrong and does not say why');
    }
    return complaints;
  });
}

/** Nothing moves for who asked for that, and for nobody for long. */
async function inMotion(page) {
  const moving = (most) => page.evaluate((seconds) => {
    const longest = (text) => Math.max(...text.split(',').map((one) => parseFloat(one) * (one.trim().endsWith('ms') ? 0.001 : 1)));
    const found = [...document.querySelectorAll('*')].filter((element) => {
      const style = getComputedStyle(element);
      const isAnimated = style.animationName !== 'none' && longest(style.animationDuration) > seconds;
      return isAnimated || longest(style.transitionDuration) > seconds || (seconds === 0 && style.scrollBehavior === 'smooth');
    });
    return found.slice(0, 5).map((element) => `moves for more than ${seconds} s: ${element.tagName.toLowerCase()}.${element.className}`);
  }, most);
  const still = await moving(0);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  const short = await moving(MOTION_MAX_S);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  return [...still, ...short];
}

/** On paper there is only what is read: dark, no wider than the sheet, nothing to press. */
async function printed(page) {
  const width = (await page.locator(LISTS).count()) > 0 ? ACROSS : UPRIGHT;
  await page.emulateMedia({ media: 'print' });
  const complaints = await widerThan(page, width);
  complaints.push(...(await page.evaluate(toPress)), ...(await page.evaluate(pale, { onPaper: ON_PAPER, onGround: ON_GROUND })));
  await page.emulateMedia({ media: 'screen' });
  return complaints;
}

/** What is of no use on paper; runs in the page. */
function toPress() {
  const useless = 'header *, nav *, footer *, button, .govuk-button, input[type=submit]';
  return [...document.querySelectorAll(useless)]
    .filter((element) => element.checkVisibility() && element.getBoundingClientRect().height > 1)
    .slice(0, 5)
    .map((element) => `is printed: ${element.outerHTML.slice(0, 100)}`);
}

/** Text too pale for the sheet, which is white wherever no ground is printed; runs in the page. */
function pale({ onPaper, onGround }) {
  const channels = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const light = (colour) => {
    const [red, green, blue] = channels(colour).slice(0, 3).map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one, other) => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  const found = [];
  for (const element of document.body.querySelectorAll('*')) {
    const says = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== '');
    if (!says || !element.checkVisibility() || element.closest('svg') || element.getBoundingClientRect().height <= 1) continue;
    const style = getComputedStyle(element);
    const alpha = channels(style.backgroundColor)[3] ?? 1;
    const hasGround = (style.printColorAdjust ?? style.webkitPrintColorAdjust) === 'exact' && alpha > 0;
    const ratio = contrast(light(style.color), hasGround ? light(style.backgroundColor) : 1);
    if (ratio < (hasGround ? onGround : onPaper)) found.push(`pale, ${ratio.toFixed(1)}: ${element.textContent.trim().slice(0, 60)}`);
  }
  return found.slice(0, 5);
}

/** The page as a PDF: a few sheets, never none. */
async function onSheets(page) {
  const sheets = pagesOf(await page.pdf({ format: 'A4', preferCSSPageSize: true }));
  return sheets >= 1 && sheets <= SHEETS_MAX ? [] : [`${sheets} sheets, at most ${SHEETS_MAX}`];
}
