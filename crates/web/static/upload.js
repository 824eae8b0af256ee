// The papers of an application or a supplement travel piece by piece (tus 1.0.0): what arrived
// before the line was cut is not sent again. When anything but the line fails, the form is sent as
// without script.
const form = document.querySelector("form[data-mc-piecewise]");
const TUS = { "Tus-Resumable": "1.0.0" };
const PIECE = 256 * 1024;
const SILENCE_MS = 90000;
const CUTS_MAX = 3;
const CONFLICTS_MAX = 5;
const CONFLICT_MS = 300;
const isPhone = matchMedia("(pointer: coarse)").matches;
const fields = [...form.querySelectorAll("input[type=file]")].filter((field) => field.closest(".mc-pick"));
const pick = (field) => field.closest(".mc-pick");

/** What the script says itself, in the language of the page. */
const say = (vietnamese, english) => (document.documentElement.lang === "en" ? english : vietnamese);

/** Says something beside a field. */
const tell = (field, text, wrong = false) => {
  const said = pick(field).querySelector(".mc-pick__said");
  said.textContent = text;
  said.toggleAttribute("data-wrong", wrong);
};

// What was begun is remembered until the tab is closed, for whoever loads the page again.
const MEMORY = `motcua-tep ${location.pathname}`;
let begun = {};
try {
  begun = JSON.parse(sessionStorage.getItem(MEMORY)) ?? {};
} catch {}
const remember = () => {
  try {
    sessionStorage.setItem(MEMORY, JSON.stringify(begun));
  } catch {}
};
addEventListener("pagehide", remember);
const forget = (field) => {
  for (const key of Object.keys(begun)) if (begun[key].field === field.id) delete begun[key];
  remember();
};
const keyOf = (field, file) => [field.name, file.name, file.size, file.lastModified].join("/");

const choose = (field, files) => {
  const list = new DataTransfer();
  for (const file of files) list.items.add(file);
  field.files = list.files;
};

// Camera first on a phone: one press, and the picture joins what was chosen.
for (const field of isPhone ? fields : []) {
  const camera = Object.assign(document.createElement("input"), { type: "file", accept: "image/jpeg", hidden: true });
  const button = Object.assign(document.createElement("button"), { type: "button", className: "govuk-button govuk-button--secondary", textContent: say("Chụp ảnh", "Take a picture") });
  const about = field.labels[0]?.querySelector(".govuk-visually-hidden")?.textContent ?? "";
  camera.setAttribute("capture", "environment");
  button.setAttribute("aria-label", `${button.textContent}${about}`);
  button.addEventListener("click", () => camera.click());
  camera.addEventListener("change", () => {
    choose(field, [...field.files, ...camera.files]);
    camera.value = "";
    field.dispatchEvent(new Event("change"));
  });
  pick(field).before(button, camera);
}

const letters = async (part) => new TextDecoder("latin1").decode(await part.arrayBuffer());

/** What a file is tells its beginning, and the end of a PDF tells whether it is locked. */
const look = async (file) => {
  const start = await letters(file.slice(0, 5));
  if (start === "%PDF-") {
    const locked = (await letters(file.slice(-65536))).includes("/Encrypt");
    if (!locked) return {};
    return {
      said: say(
        `Tệp "${file.name}" có mật khẩu nên cán bộ không mở được. Bỏ mật khẩu rồi gửi lại. Nếu mở ra không hỏi mật khẩu thì vẫn gửi được`,
        `The file "${file.name}" has a password, so that officials cannot open it. Remove the password and send it again. If it opens without one, it can be sent as it is`,
      ),
    };
  }
  if (start.startsWith("\u00ff\u00d8\u00ff") || start.slice(1, 4) === "PNG") return {};
  const way = isPhone
    ? say('Chụp lại bằng nút "Chụp ảnh" là được', 'Press "Take a picture" instead')
    : say("Chụp lại bằng máy ảnh của điện thoại, hoặc lưu thành PDF", "Take a picture with a telephone, or save the file as PDF");
  const said = say(`Tệp "${file.name}" phải là PDF, JPG hoặc PNG.`, `The file "${file.name}" is no PDF, JPG or PNG.`);
  return { said: `${said} ${way}`, stops: true };
};

/** Says what is wrong with the files of a field; whether they may travel all the same. */
const check = async (field) => {
  for (const file of field.files) {
    const found = file.size > 0 ? await look(file) : {};
    if (found.said) tell(field, found.said, true);
    if (found.stops) return false;
  }
  return true;
};

class Cut extends Error {}
class Refused extends Error {}

const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

/** An answer, or a cut line. */
const ask = async (address, options) => {
  try {
    return await fetch(address, { ...options, headers: { ...TUS, ...options.headers } });
  } catch {
    throw new Cut();
  }
};

/** Where a file goes, and how much of it is there already. */
const open = async (field, file) => {
  const key = keyOf(field, file);
  const known = begun[key];
  if (known) {
    const answer = await ask(known.address, { method: "HEAD" });
    if (answer.ok) {
      const offset = Number(answer.headers.get("Upload-Offset"));
      if (offset > known.offset) cuts = 0;
      known.offset = offset;
      return offset;
    }
  }
  const made = await ask(form.dataset.mcPiecewise, {
    method: "POST",
    headers: {
      "Upload-Length": file.size,
      "Upload-Metadata": `filename ${base64(file.name)},field ${base64(field.name)}`,
    },
  });
  if (made.status === 413 || made.status === 422) throw new Refused(await made.text());
  if (made.status !== 201) throw new Error(`${made.status}`);
  begun[key] = { address: made.headers.get("Location"), field: field.id, name: file.name, offset: 0, percent: 0 };
  remember();
  return 0;
};

/** Sends one piece; only this way of asking tells how far it is. */
const sendPiece = (address, offset, piece, progress) => new Promise((done, fail) => {
  const request = new XMLHttpRequest();
  let timer;
  const stop = () => request.abort();
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(stop, SILENCE_MS);
  };
  request.open("PATCH", address);
  const headers = { ...TUS, "Content-Type": "application/offset+octet-stream", "Upload-Offset": offset };
  for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
  request.upload.addEventListener("progress", (event) => {
    wait();
    progress(offset + event.loaded);
  });
  request.addEventListener("loadend", () => {
    clearTimeout(timer);
    removeEventListener("offline", stop);
    const { status } = request;
    if (status === 204 || status === 409) done(request);
    else if (status === 422) fail(new Refused(request.responseText));
    else fail(status === 0 ? new Cut() : new Error(`${status}`));
  });
  addEventListener("offline", stop);
  wait();
  request.send(piece);
});

/** Sends a file from where it stopped; the address to which the last answer leads. */
const push = async (field, file) => {
  const key = keyOf(field, file);
  let offset = await open(field, file);
  let conflicts = 0;
  // Said aloud to who cannot see it: not at every percent.
  let said = -5;
  const progress = (bytes) => {
    const percent = Math.min(100, Math.floor((bytes / file.size) * 100));
    begun[key].percent = percent;
    if (percent < said + 5 && percent < 100) return;
    said = percent;
    tell(field, say(`Đã gửi ${percent}% của ${file.name}`, `Sent ${percent}% of ${file.name}`));
  };
  for (;;) {
    progress(offset);
    const request = await sendPiece(begun[key].address, offset, file.slice(offset, offset + PIECE), progress);
    if (request.status === 409) {
      // What came before the cut was still being kept when the server was asked how much is there.
      if ((conflicts += 1) > CONFLICTS_MAX) throw new Cut();
      await new Promise((done) => setTimeout(done, CONFLICT_MS * conflicts));
      offset = await open(field, file);
      continue;
    }
    const to = request.getResponseHeader("Location");
    if (to) return to;
    const next = Number(request.getResponseHeader("Upload-Offset"));
    if (!(next > offset)) throw new Cut();
    offset = next;
    begun[key].offset = next;
    cuts = 0;
  }
};

let isSending = false;
let isPlain = false;
let cuts = 0;
let goOn;

/** The line was cut: what to press when it is back. */
const offerToGoOn = (field, file, button) => {
  const known = begun[keyOf(field, file)];
  remember();
  const percent = known?.percent ?? 0;
  tell(field, say(
    `Mạng bị ngắt khi gửi được ${percent}%. Bấm "Gửi tiếp", phần đã gửi vẫn còn`,
    `The line broke after ${percent}% were sent. Press "Go on"; what was sent is still there`,
  ), true);
  goOn = Object.assign(document.createElement("button"), { type: "button", className: "govuk-button", textContent: say("Gửi tiếp", "Go on") });
  goOn.addEventListener("click", () => send(button));
  pick(field).after(goOn);
  goOn.focus();
};

/** Whether the form has more to say than the files that it sent. */
const saysMore = (button) => ["tiep", "gui"].includes(button?.value)
  || [...form.querySelectorAll("textarea")].some((text) => text.value !== text.defaultValue);

/** Sends what is chosen, one file after the other, then does what the pressed button means. */
const send = async (button) => {
  goOn?.remove();
  isSending = true;
  let to;
  let current;
  try {
    for (const field of fields) {
      if (!(await check(field))) {
        field.focus();
        return;
      }
      for (const file of [...field.files]) {
        current = { field, file };
        to = await push(field, file);
        forget(field);
        choose(field, [...field.files].filter((other) => other !== file));
        tell(field, say(`Đã nhận ${file.name}`, `Received ${file.name}`));
      }
    }
  } catch (why) {
    if (why instanceof Cut && ((cuts += 1) < CUTS_MAX || !navigator.onLine)) {
      offerToGoOn(current.field, current.file, button);
      return;
    }
    if (current) forget(current.field);
    if (why instanceof Refused) {
      tell(current.field, why.message, true);
      current.field.focus();
      return;
    }
    to = undefined;
  } finally {
    isSending = false;
  }
  if (to && !saysMore(button)) {
    location.assign(to);
    return;
  }
  isPlain = true;
  form.requestSubmit(button);
};

form.addEventListener("submit", (event) => {
  if (isSending) event.preventDefault();
  const isChosen = fields.some((field) => field.files.length > 0);
  if (event.defaultPrevented || isPlain || !isChosen || event.submitter?.name === "bo") return;
  event.preventDefault();
  send(event.submitter);
}, true);

for (const field of fields) field.addEventListener("change", () => check(field));

for (const { field, name, percent } of Object.values(begun)) {
  const known = fields.find((other) => other.id === field);
  if (!known) continue;
  tell(known, say(
    `Mạng bị ngắt khi gửi được ${percent}%. Chọn lại tệp "${name}" để gửi tiếp, phần đã gửi vẫn còn`,
    `The line broke after ${percent}% were sent. Choose the file "${name}" again to go on; what was sent is still there`,
  ), true);
}
