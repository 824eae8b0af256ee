// One Chromium for the whole run; every page gets a context, hence a memory, of its own.

import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

// The sandbox needs rights that root in a container has not; all else keeps the browser from
// speaking to anyone but us.
const SWITCHES = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

// A page of ours is there in milliseconds; what takes this long does not come.
const WAIT_MAX_MS = 15_000;

export async function openBrowser() {
  const executablePath = process.env.CHROMIUM ?? PLACES.find((place) => existsSync(place));
  if (!executablePath) {
    throw new Error(`no Chromium at ${PLACES.join(', ')}; name it in CHROMIUM`);
  }
  return chromium.launch({ executablePath, headless: true, args: SWITCHES });
}

/** A fresh visitor: `{ js, width, height, ...}`, further options as Playwright's newContext. */
export async function openContext(browser, { js = true, width = 1280, height = 800, ...rest } = {}) {
  const context = await browser.newContext({
    javaScriptEnabled: js,
    viewport: { width, height },
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    reducedMotion: 'reduce',
    ...rest,
  });
  context.setDefaultTimeout(WAIT_MAX_MS);
  return context;
}
