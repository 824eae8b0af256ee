// The scanner as a keyboard, wherever the focus is: a burst of keys that no hand types, ended by
// Enter or Tab, is a scan. Its keys are withheld from the field in focus; what turns out to be typing
// is given back. A scan sends no form by itself, and stands in no log and no address.
const KEYS_MIN = 8;
const GAP_MAX_MS = 35; // the median between the keys of a scan
const WAIT_MS = 50; // then what is withheld was typed by hand
const HICCUP_MS = 150; // the longest pause inside what begins to look like a scan
const RADIO_MS = 400; // and inside what has a scan's length: a scanner without cable halts so long
const MODIFIERS = ["Shift", "CapsLock", "NumLock", "Control", "Alt", "AltGraph", "Meta"];

let burst = []; // { text, at }
let timer = 0;
let endedAt = -Infinity;
const held = new Set(); // keys that are down and were withheld

const isFast = () => {
  const gaps = burst.slice(1).map((key, before) => key.at - burst[before].at).sort((a, b) => a - b);
  return gaps.length > 0 && gaps[gaps.length >> 1] <= GAP_MAX_MS;
};
// How long the next key may take. A key that came late itself may be a hand's, behind text that was
// put in at once: it is not waited on for so long.
const wait = () => {
  if (burst.length < 4 || !isFast()) return WAIT_MS;
  const [before, last] = burst.slice(-2);
  return burst.length >= KEYS_MIN && last.at - before.at <= GAP_MAX_MS ? RADIO_MS : HICCUP_MS;
};
const isLine = (field) => Boolean(field?.matches?.("textarea, input:not([type=checkbox], [type=radio], [type=file], [type=submit])"));
const taken = () => {
  clearTimeout(timer);
  const text = burst.map((key) => key.text).join("");
  burst = [];
  return text;
};

// On the sheet for a new scanner a scan is only looked at.
const sheet = document.querySelector("form[data-mc-scan-test]");

// Gives keys back to the field in focus, as if they came only now.
const giveBack = () => {
  const text = taken();
  const field = document.activeElement;
  if (text === "") return;
  if (sheet && text.startsWith(sheet.dataset.mcScanTest)) {
    say("Mã thử đã đến, nhưng sau mã không có Enter hay Tab. Đặt máy quét gửi Enter ở cuối rồi quét lại.");
  }
  if (isLine(field)) {
    // The one way to type that the browser can undo.
    document.execCommand("insertText", false, text);
  } else if (field?.matches?.("select")) {
    const sought = text.trim().toLowerCase();
    const option = [...field.options].find((one) => one.text.trim().toLowerCase().startsWith(sought));
    if (option) put([[field, option.value]]);
  }
};

addEventListener("keydown", (event) => {
  const { key } = event;
  const isChord = event.ctrlKey || event.altKey || event.metaKey;
  const isEnd = (key === "Enter" || key === "Tab") && !isChord && !event.shiftKey;
  // A scanner may send CR and LF, or LF as Ctrl+J: the second one presses nothing.
  if (event.timeStamp - endedAt < HICCUP_MS && (isEnd || (event.ctrlKey && event.code === "KeyJ"))) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  if (MODIFIERS.includes(key)) return;
  if (isEnd && burst.length >= KEYS_MIN && isFast()) {
    event.preventDefault();
    event.stopImmediatePropagation();
    endedAt = event.timeStamp;
    read(taken().normalize("NFC").trim());
    return;
  }
  // An input method at work mends its letters as it goes.
  if (key === "Backspace" && burst.length > 0 && !isChord) {
    event.preventDefault();
    burst.pop();
    return;
  }
  const isLetter = [...key].length === 1 && !isChord && !event.isComposing && !event.repeat;
  const presses = key === " " && burst.length === 0 && !isLine(document.activeElement);
  if (!isLetter || presses) {
    giveBack();
    return;
  }
  event.preventDefault();
  held.add(event.code);
  burst.push({ text: key, at: event.timeStamp });
  clearTimeout(timer);
  timer = setTimeout(giveBack, wait());
}, true);
addEventListener("keyup", (event) => {
  if (held.delete(event.code)) event.preventDefault();
}, true);
addEventListener("pointerdown", giveBack, true);

// Where it is said what was scanned; in a form of intake, where the scanner's field is.
const place = document.querySelector("[data-mc-scanned]") ?? (() => {
  const made = Object.assign(document.createElement("div"), { className: "mc-scanned" });
  made.append(document.createElement("p"));
  made.firstChild.setAttribute("role", "status");
  document.getElementById("main").prepend(made);
  return made;
})();
const differs = place.querySelector(".mc-differs");
const intake = document.querySelector("form[data-mc-intake]");
const make = (name, more, ...children) => {
  const made = Object.assign(document.createElement(name), more);
  made.append(...children);
  return made;
};
const say = (text, ...more) => {
  for (const old of place.querySelectorAll(".mc-scanned__more")) old.remove();
  place.querySelector("p").textContent = text;
  if (more.length > 0) place.append(make("div", { className: "mc-scanned__more" }, ...more));
};

let typed = false;
addEventListener("input", ({ target }) => {
  typed ||= target.form?.method === "post" && !target.form.action.endsWith("/quay/quet");
});
const hasWork = () => typed || ["name", "identity", "phone", "address"].some((name) => intake?.elements[name]?.value);

const read = async (ma) => {
  say("Đang đọc mã vừa quét…");
  const value = (name) => intake?.elements[name]?.value ?? "";
  const body = new URLSearchParams({ ma, "thu-tuc": value("thu-tuc"), kind: value("kind") });
  let answer;
  try {
    const response = await fetch(sheet?.getAttribute("action") ?? "/quay/quet", { method: "POST", headers: { Accept: "application/json" }, body });
    if (!response.ok) throw new Error("not read");
    answer = await response.json();
  } catch {
    say("Chưa đọc được mã vừa quét: mạng bị ngắt hoặc phiên làm việc đã hết. Tải lại trang rồi quét lại.");
    return;
  }
  if (answer.kind === "dossier") openDossier(answer);
  else if (answer.kind === "card" && intake) fill(answer);
  else if (answer.kind === "card") offer(answer, ma);
  else say(answer.said);
};

// Nothing half typed is left behind unasked.
const openDossier = ({ code, href }) => {
  if (!hasWork()) {
    say(`Đang mở hồ sơ ${code}…`);
    location.assign(href);
    return;
  }
  say(`Mã vừa quét là hồ sơ ${code}. Trang này còn nội dung chưa ghi.`, make("a", { className: "govuk-link", href, textContent: `Mở hồ sơ ${code}` }));
};

// Elsewhere a card offers to begin an intake; it travels in the body of that form.
const offer = ({ bearer, doubt }, ma) => {
  const button = make("button", { className: "govuk-button", textContent: "Tiếp nhận hồ sơ cho người này" });
  const form = make("form", { method: "post", action: "/quay/quet" }, make("input", { type: "hidden", name: "ma", value: ma }), button);
  say(bearer ? `Đã đọc thẻ của ${bearer}.` : doubt, form);
  button.focus();
};

const put = (fields) => {
  for (const [field, value] of fields) {
    field.value = value;
    field.closest("details")?.setAttribute("open", "");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
};
const plain = (text) => text.normalize("NFC").toLowerCase().replace(/\s+/g, "").replace(/^0+/, "");
const shown = (field) => (field.value === "" ? "" : (field.selectedOptions?.[0].text ?? field.value));

// Fills what is open; what holds something else is shown beside the card, and is taken on request.
const fill = ({ facts, doubt, twin }) => {
  const known = facts
    .map((fact) => ({ ...fact, fields: fact.fields.map(([name, value]) => [intake.elements[name], value]) }))
    .filter((fact) => fact.fields.every(([field]) => field));
  for (const { fields, believed } of known) {
    if (believed && fields.every(([field]) => field.value.trim() === "")) put(fields);
  }
  const left = compare(known);
  const said = doubt || (left.length > 0
    ? `Thẻ ghi khác điều đã nhập: ${left.map((fact) => fact.label).join(", ")}. Những gì đã nhập vẫn giữ; so lại với thẻ rồi chọn.`
    : "Đã điền từ thẻ. So lại với người nộp rồi ghi tiếp giấy tờ.");
  say(twin ? `${said} ${twin}` : said);
};

const compare = (known) => {
  const left = known.filter(({ fields }) => fields.some(([field, value]) => plain(field.value) !== plain(value)));
  const rows = left.map((fact) => {
    const label = fact.label.charAt(0).toUpperCase() + fact.label.slice(1);
    const take = make("button", { type: "button", className: "govuk-button govuk-button--secondary", textContent: "Dùng dữ liệu trên thẻ" },
      make("span", { className: "govuk-visually-hidden", textContent: `: ${label}` }));
    take.addEventListener("click", () => {
      put(fact.fields);
      compare(known);
      fact.fields[0][0].focus();
    });
    const typed = fact.fields.map(([field]) => shown(field)).filter(Boolean).join("/") || "chưa nhập";
    return make("tr", {}, make("th", { scope: "row", textContent: label }), make("td", { textContent: typed }),
      make("td", { textContent: fact.shown }), make("td", {}, take));
  });
  differs.querySelector("tbody").replaceChildren(...rows);
  differs.hidden = rows.length === 0;
  return left;
};
