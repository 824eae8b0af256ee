// What a journey gets: the address, pages of fresh visitors, and a place to note what it found.

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openContext } from './browser.mjs';
import { gatesOf, gatesOfMistake, standing } from './gates.mjs';

export class Journey {
  #browser;
  #report;
  #name;
  #contexts = [];

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
    for (const { path, ...options } of pages) {
      for (const [gate, complaints] of await this.complaintsAbout(path, options)) {
        this.#report.record(`${this.#name}: ${path} ${gate}`, complaints);
      }
    }
  }

  /**
   * Send forms as they must not be sent, and hold the answers against the gates:
   * `[{ path, state, fill, press, status }]`, see gates.mjs.
   */
  async mistakes(pages) {
    for (const { path, ...options } of pages) {
      for (const [gate, complaints] of await gatesOfMistake(this.#browser, this.url + path, options)) {
        this.#report.record(`${this.#name}: ${path} "${options.press}" ${gate}`, complaints);
      }
    }
  }

  /** Hold a page as it stands in its window, after whatever led there, against the gates. */
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
