// What a journey gets: the address, pages of fresh visitors, and a place to note what it found.

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openContext } from './browser.mjs';
import { gatesOf, gatesOfMistake, standing } from './gates.mjs';

// So many pages are held against the gates at once: while one waits, another is looked at.
const AT_ONCE = 2;

export class Journey {
  #browser;
  #report;
  #name;
  #contexts = [];
  #shapes = new Set();

  constructor({ browser, report, name, server }) {
    this.#browser = browser;
    this.#report = report;
    this.#name = name;
    /** Where the program listens, without a slash at the end. */
    this.url = server?.url;
    /** The folder of the program's data (demo-logins.json lies there). */
    this.data = server?.data;
    /** Kept once the demonstration's dossiers are there. */
    this.loaded = server?.loaded;
  }

  /** The same journey at another server: what it finds is noted in the same report. */
  beside(server) {
    return new Journey({ browser: this.#browser, report: this.#report, name: this.#name, server });
  }

  /** A page of a fresh visitor: `{ js: false }` for one without script, `{ width: 360 }` for a phone. */
  async page(options) {
    const context = await openContext(this.#browser, { baseURL: this.url, ...options });
    this.#contexts.push(context);
    return context.newPage();
  }

  /** Note a check. `found` is a truth, or a list of complaints, or a function that gives either. */
  async check(what, found) {
    this.#report.record(`${this.#name}: ${what}`, await complaintsOf(found));
  }

  /**
   * Hold pages against every gate: `[{ path, kind, state, status, language, paper }]`, see gates.mjs.
   */
  async gates(pages) {
    const look = ({ path, ...options }) => this.complaintsAbout(path, { ...options, again: this.#isAgain(path, options) });
    await this.#hold(pages, look, ({ path }) => path);
  }

  /**
   * Send forms as they must not be sent, and hold the answers against the gates:
   * `[{ path, state, fill, press, status }]`, see gates.mjs.
   */
  async mistakes(pages) {
    const look = ({ path, ...options }) => {
      const again = this.#isAgain(path, { ...options, kind: `${options.press} ${Object.keys(options.fill ?? {})}` });
      return gatesOfMistake(this.#browser, this.url + path, { ...options, again });
    };
    await this.#hold(pages, look, ({ path, press }) => `${path} "${press}"`);
  }

  /** Whether this journey saw a page of the same shape before: the same but for codes and a search. */
  #isAgain(path, { kind = '', status = '', language = '' }) {
    const shape = [new URL(path, this.url).pathname.replace(/[^/]*\d[^/]*/g, '*'), kind, status, language].join(' ');
    const again = this.#shapes.has(shape);
    this.#shapes.add(shape);
    return again;
  }

  /** What is found is noted in the order of the pages. */
  async #hold(pages, look, called) {
    for (let at = 0; at < pages.length; at += AT_ONCE) {
      const some = pages.slice(at, at + AT_ONCE);
      // A page that breaks off is a failed check of its own; the others are looked at all the same.
      const found = await Promise.all(some.map((page) => look(page).catch((fault) => [['reaches its end', [String(fault?.stack ?? fault)]]])));
      for (const [place, page] of some.entries()) {
        for (const [gate, complaints] of found[place]) {
          this.#report.record(`${this.#name}: ${called(page)} ${gate}`, complaints);
        }
      }
    }
  }

  /**
   * Hold a page as it stands in its window, after whatever led there, against the gates. Its visitor
   * needs script: some gates ask the page itself.
   */
  async stands(page, what, options) {
    for (const [gate, complaints] of await standing(page, options)) {
      this.#report.record(`${this.#name}: ${what} ${gate}`, complaints);
    }
  }

  /** What the gates say of one page, as `[gate, complaints]` pairs, without noting it. */
  complaintsAbout(path, options) {
    return gatesOf(this.#browser, this.url + path, options);
  }

  /** Keep a picture of the page in the folder that MOTCUA_SHOTS names, if it names one. */
  async shot(page, name) {
    const folder = process.env.MOTCUA_SHOTS;
    if (!folder) return;
    await mkdir(folder, { recursive: true });
    await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
  }

  async close() {
    for (const context of this.#contexts) await context.close();
  }
}

async function complaintsOf(found) {
  try {
    const value = typeof found === 'function' ? await found() : await found;
    if (Array.isArray(value)) return value;
    return value === true ? [] : [`expected true, found ${JSON.stringify(value)}`];
  } catch (fault) {
    return [String(fault?.message ?? fault)];
  }
}
