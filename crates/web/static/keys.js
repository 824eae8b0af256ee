// The keys of a page, read by where a key lies (`code`), so that Telex and VNI cannot eat them.
// What has a key says so itself: data-mc-key="F4", "Alt+H", "Ctrl+Enter", or several with spaces.
// Ctrl+/ lists what is here now. Everything is also reached by Tab and Enter, without this file.
document.documentElement.dataset.mcKeys = ""; // keys that are drawn beside links come in sight
const NAMES = { Slash: "/", Period: ".", Comma: ",", NumpadEnter: "Enter" };
const keysOf = (element) => element.dataset.mcKey.split(" ");

const nameOf = ({ ctrlKey, altKey, shiftKey, code }) =>
  [ctrlKey && "Ctrl", altKey && "Alt", shiftKey && "Shift", NAMES[code] ?? code.replace(/^(Key|Digit)(?=.$)/, "")]
    .filter(Boolean).join("+");

// What can be pressed now: in sight, and in the dialog when one is open.
const here = () => {
  const room = document.querySelector("dialog[open]") ?? document;
  return [...room.querySelectorAll("[data-mc-key]")].filter((one) => !one.disabled && one.getClientRects().length > 0);
};

const labelOf = (element) => {
  const own = [...element.childNodes].find((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  return (element.dataset.mcKeyLabel ?? element.labels?.[0]?.textContent ?? element.getAttribute("aria-label")
    ?? own?.data ?? element.textContent).replace(/\s+/g, " ").trim();
};

// A list with data-mc-key-value is set to it, and back; a line is entered; all else is clicked.
const press = (element) => {
  const { mcKeyValue } = element.dataset;
  element.focus();
  if (mcKeyValue !== undefined) {
    element.value = element.value === mcKeyValue ? element.options[0].value : mcKeyValue;
    element.dispatchEvent(new Event("change", { bubbles: true }));
  } else if (element.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=submit])")) element.select?.();
  else element.click();
};

addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.metaKey || !(event.ctrlKey || event.altKey || /^F\d/.test(event.code))) return;
  const name = nameOf(event);
  const element = here().find((one) => keysOf(one).includes(name));
  if (!element) return;
  event.preventDefault();
  if (!event.repeat) press(element);
});

// Once a key, after the mouse did what the key does: "F4 nhanh hơn". The next page may say it.
const say = () => {
  const key = sessionStorage.getItem("mc-phim");
  if (!key) return;
  sessionStorage.removeItem("mc-phim");
  const told = Object.assign(document.createElement("p"), { className: "mc-keys__told", textContent: `${key} nhanh hơn` });
  told.setAttribute("role", "status");
  document.getElementById("main").append(told);
  addEventListener("keydown", () => told.remove(), { once: true });
};
addEventListener("click", (event) => {
  const key = event.detail > 0 && event.target.closest?.("[data-mc-key]")?.dataset.mcKey.split(" ")[0];
  const known = (localStorage.getItem("mc-phim") ?? "").split(" ");
  if (!key || known.includes(key)) return;
  localStorage.setItem("mc-phim", [...known, key].join(" "));
  sessionStorage.setItem("mc-phim", key);
  setTimeout(say, 500);
});
say();

// The list: a button beside the help, and its dialog.
const tools = document.querySelector(".mc-tools");
if (tools && document.querySelector("[data-mc-key]")) {
  const dialog = Object.assign(document.createElement("dialog"), { className: "mc-keys" });
  dialog.setAttribute("aria-labelledby", "mc-keys");
  dialog.innerHTML = '<h2 class="govuk-heading-m" id="mc-keys">Phím dùng được ở trang này</h2><dl></dl>'
    + '<form method="dialog"><button class="govuk-button govuk-button--secondary">Đóng</button></form>';
  document.getElementById("main").append(dialog);
  const item = document.createElement("li");
  item.innerHTML = '<button type="button" data-mc-key="Ctrl+/">Phím tắt</button>';
  tools.querySelector('a[href="/giup-do"]').parentElement.before(item);
  item.firstChild.addEventListener("click", () => {
    const rows = new Map();
    for (const one of here()) for (const key of keysOf(one)) if (!rows.has(key)) rows.set(key, labelOf(one));
    dialog.querySelector("dl").replaceChildren(...[...rows].map(([key, label]) => {
      const row = document.createElement("div");
      row.append(Object.assign(document.createElement("dt"), { textContent: key }), Object.assign(document.createElement("dd"), { textContent: label }));
      return row;
    }));
    dialog.showModal();
  });
  for (const one of document.querySelectorAll("[data-mc-key]:not([aria-keyshortcuts])")) {
    one.setAttribute("aria-keyshortcuts", one.dataset.mcKey.replaceAll("Ctrl+", "Control+"));
  }
}
