// What the demonstration holds and what is done in it before a picture: dossiers are found through
// the lists, as people find them, and work is done on the real pages, without script.

import { fill } from '../lib/filling.mjs';
import { act, complaints, logIn, went } from '../lib/officials.mjs';

const INTAKE = '/quay/tiep-nhan?thu-tuc=2.000815&truong-hop=thong-thuong';

/** People who have copies certified: each with a number of their own. */
const PEOPLE = [
  { name: 'Lò Thị Mai', identity: '012190800001' },
  { name: 'Chẻo Thị Yến', identity: '012190800002' },
  { name: 'Vàng Thị Súa', identity: '012190800003' },
];

export class Town {
  #ctx;
  #pages = new Map();
  #done = new Map();

  constructor(ctx) {
    this.#ctx = ctx;
  }

  /** A page without script on which this official works. */
  async at(login) {
    if (!this.#pages.has(login)) this.#pages.set(login, await logIn(this.#ctx, login));
    return this.#pages.get(login);
  }

  /** The codes of a list, as this official sees it. */
  async codes(login, list) {
    const page = await this.at(login);
    await page.goto(this.#ctx.url + list);
    const links = await page.locator('.mc-inbox tbody th a').evaluateAll((all) =>
      all.map((link) => link.getAttribute('href')));
    return links.map((href) => decodeURIComponent(href.split('/').at(-1)));
  }

  /** The first code of a list. */
  async first(login, list) {
    const [code] = await this.codes(login, list);
    if (!code) throw new Error(`${list} is empty for ${login}`);
    return code;
  }

  /** The last code of a list's first page: lists begin with what is most urgent. */
  async last(login, list) {
    const code = (await this.codes(login, list)).at(-1);
    if (!code) throw new Error(`${list} is empty for ${login}`);
    return code;
  }

  /** The address of the first dossier of a list. */
  async dossier(login, list) {
    return `/xu-ly/ho-so/${await this.first(login, list)}`;
  }

  /** The addresses of what this official may do with a dossier now. */
  async acts(login, dossier) {
    const page = await this.at(login);
    await page.goto(this.#ctx.url + dossier);
    return page.locator('a[href*="/viec/"]').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  }

  /** What a list says in a column, of its first dossier. */
  async cell(login, list, label) {
    const page = await this.at(login);
    await page.goto(this.#ctx.url + list);
    return ((await page.locator(`.mc-inbox td[data-label="${label}"]`).first().textContent()) ?? '').trim();
  }

  /** The applicant's secret, which the desk prints on the receipt. */
  async secret(code) {
    const page = await this.at('quay');
    await page.goto(`${this.#ctx.url}/quay/tiep-nhan/${code}`);
    const said = (await page.locator('main').textContent()) ?? '';
    const [secret] = said.match(/[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}/) ?? [];
    if (!secret) throw new Error(`the desk shows no secret of ${code}`);
    return secret;
  }

  /** A citizen types code and secret into the form of this page. */
  async types(page, code) {
    const secret = await this.secret(code);
    await page.getByLabel('Mã hồ sơ').fill(code);
    await page.getByLabel('Mã bí mật').fill(secret);
    await went(page, () => page.locator('main form button').last().click());
  }

  /** An official does this to a dossier. */
  async act(login, code, name, own) {
    const found = await act(await this.at(login), this.#ctx, code, name, own);
    if (found.length > 0) throw new Error(`${name} of ${code}: ${found.join(' ')}`);
  }

  /** A case officer takes the first few dossiers that nobody has. */
  takes(login) {
    return this.#once(`${login} takes`, async () => {
      const page = await this.at(login);
      await page.goto(`${this.#ctx.url}/xu-ly?goc=chua-giao`);
      const boxes = await page.locator('input[name="ho-so"]').all();
      if (boxes.length === 0) return;
      for (const box of boxes.slice(0, 4)) await box.check();
      await page.getByRole('button', { name: 'Nhận việc đã chọn' }).click();
    });
  }

  /** The desk receives three people in person, charges and takes their fees; answers with the codes. */
  takesMoney() {
    return this.#once('money', async () => {
      const codes = [];
      for (const [at, person] of PEOPLE.entries()) {
        const code = await this.#receives(person);
        await this.act('quay', code, 'khoan-thu', { 'phi.phi': String(2 + 2 * at), 'phi.phi-2': '0' });
        const method = at === 1 ? 'transfer' : 'cash';
        await this.act('quay', code, 'thu-tien', { 'bien-lai': `000123${5 + at}`, 'cach-thu': method });
        codes.push(code);
      }
      return codes;
    });
  }

  /** And forwards what they handed in on paper. */
  forwards() {
    return this.#once('forwarding', async () => {
      for (const code of await this.takesMoney()) await this.act('quay', code, 'chuyen');
    });
  }

  /** The desk hands a result over; answers with the dossier's code. */
  handsOver() {
    return this.#once('hand-over', async () => {
      const code = await this.last('quay', '/quay/tra-ket-qua');
      await this.act('quay', code, 'tra-ket-qua');
      return code;
    });
  }

  async #receives(person) {
    const page = await this.at('quay');
    await page.goto(this.#ctx.url + INTAKE);
    await fill(page, { own: { ...person, sex: 'female' }, files: false });
    for (const paper of await page.locator('main form select[data-mc-key]').all()) {
      await paper.selectOption('giay');
    }
    await page.getByRole('button', { name: 'Tiếp nhận và cấp mã' }).click();
    const found = await complaints(page);
    if (found.length > 0) throw new Error(`intake: ${found.join(' ')}`);
    return decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1));
  }

  /** Several pictures may want the same work: it is done once, and fails for each of them. */
  #once(what, work) {
    if (!this.#done.has(what)) this.#done.set(what, work());
    return this.#done.get(what);
  }
}
