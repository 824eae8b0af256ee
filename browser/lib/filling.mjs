// Fills a form as a person would who has nothing special to say: every empty question gets an
// answer that fits its label, every choice its first, every file a small sound PDF.

/** A small PDF of one page; `text` only makes its bytes differ. */
export function pdf(text) {
  const bodies = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
  ];
  let file = `%PDF-1.4\n% ${text}\n`;
  const offsets = bodies.map((body, at) => {
    const offset = file.length;
    file += `${at + 1} 0 obj\n${body}\nendobj\n`;
    return offset;
  });
  const xref = file.length;
  file += `xref\n0 ${bodies.length + 1}\n0000000000 65535 f \n`;
  file += offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  file += `trailer\n<< /Size ${bodies.length + 1} /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}

/** What a person would write under this label. */
function answer(label, mode) {
  const said = label.toLowerCase();
  if (said.endsWith('số bản chính') || said.endsWith('số bản sao')) return '1';
  if (said.includes('số định danh') || said.includes('căn cước')) return '012190000001';
  if (said.includes('điện thoại')) return '0912345678';
  if (said.includes('thư điện tử') || said.includes('email')) return 'nguoi.nop@thu.example';
  if (said.includes('mã số thuế')) return '0100109106';
  if (said.includes('biên lai')) return 'BL-0001';
  if (said.includes('số tiền')) return '8000';
  if (mode === 'numeric' || said.startsWith('số lượng')) return '1';
  if (said.includes('họ') && said.includes('tên')) return 'Lò Thị Mai';
  if (said.includes('nơi') || said.includes('địa chỉ')) return 'Bản Nà Khằm, phường Đoàn Kết, tỉnh Lai Châu';
  return 'Theo giấy tờ kèm theo';
}

/**
 * Fill what is still empty. `own` maps an id or a name to what shall stand there; `files: false`
 * leaves files alone.
 */
export async function fill(page, { own = {}, files = true } = {}) {
  const form = page.locator('main form').last();
  for (const select of await form.locator('select').all()) {
    if (!(await select.isVisible())) continue;
    const name = (await select.getAttribute('name')) ?? '';
    const options = await select.locator('option').evaluateAll((all) =>
      all.map((option) => ({ value: option.value, text: option.textContent ?? '' })));
    const wanted = own[name];
    const option = wanted
      ? options.find(({ value, text }) => value === wanted || text.includes(wanted))
      : (await select.inputValue()) === '' && options.find(({ value }) => value !== '');
    if (option) await select.selectOption(option.value);
  }
  const names = await form.locator('input[type=radio]').evaluateAll((all) => [
    ...new Set(all.map((radio) => radio.name)),
  ]);
  for (const name of names) {
    const group = form.locator(`input[type=radio][name="${name}"]`);
    if (own[name]) await form.locator(`input[type=radio][name="${name}"][value="${own[name]}"]`).check();
    else if ((await group.and(page.locator(':checked')).count()) === 0) await group.first().check();
  }
  for (const box of await form.locator('input[type=checkbox]').all()) {
    if ((await box.getAttribute('name')) === 'promise') await box.check();
  }
  const lines = 'input:not([type=hidden]):not([type=radio]):not([type=checkbox]):not([type=file]), textarea';
  for (const line of await form.locator(lines).all()) {
    const name = (await line.getAttribute('name')) ?? '';
    if (own[name] !== undefined) {
      await line.fill(own[name]);
      continue;
    }
    if ((await line.inputValue()) !== '' || !(await line.isVisible())) continue;
    if (/_day$/.test(name)) await line.fill('12');
    else if (/_month$/.test(name)) await line.fill('3');
    else if (/_year$/.test(name)) await line.fill(/birth|sinh/.test(name) ? '1990' : '2026');
    else await line.fill(answer(await labelOf(form, line), await line.getAttribute('inputmode')));
  }
  if (!files) return;
  for (const file of await form.locator('input[type=file]').all()) {
    const name = (await file.getAttribute('name')) ?? 'giay-to';
    await file.setInputFiles({ name: 'giay-to.pdf', mimeType: 'application/pdf', buffer: pdf(name) });
  }
}

async function labelOf(form, line) {
  const said = await line.getAttribute('aria-label');
  if (said) return said;
  const id = await line.getAttribute('id');
  const label = form.locator(`label[for="${id}"]`).first();
  return (await label.count()) > 0 ? ((await label.textContent()) ?? '') : '';
}
