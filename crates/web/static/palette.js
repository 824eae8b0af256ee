// Ctrl+K: one field over the page that finds a dossier by its code, the pages of this official and
// procedures. The server draws what is found. Without this file the same link opens the search page.
const opener = document.querySelector("[data-mc-palette]");
if (opener && typeof HTMLDialogElement === "function") {
  const dialog = Object.assign(document.createElement("dialog"), { className: "mc-palette" });
  dialog.setAttribute("aria-labelledby", "mc-lenh-ten");
  dialog.innerHTML = '<label class="govuk-label govuk-label--s" id="mc-lenh-ten" for="mc-lenh">Tìm hồ sơ, việc hoặc thủ tục</label>'
    + '<input class="govuk-input" id="mc-lenh" type="text" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="mc-lenh-cach">'
    + '<p class="govuk-hint" id="mc-lenh-cach">↑ ↓ để chọn, Enter để mở, Esc để đóng. Gõ không dấu hoặc chữ cái đầu cũng được</p>'
    + '<div class="mc-palette__found"></div><p class="govuk-visually-hidden" role="status"></p>'
    + '<form method="dialog"><button class="govuk-button govuk-button--secondary">Đóng</button></form>';
  document.getElementById("main").append(dialog);
  const field = dialog.querySelector("input");
  const found = dialog.querySelector(".mc-palette__found");
  const said = dialog.querySelector("[role=status]");
  const links = () => [...found.querySelectorAll("a")];

  // Something went wrong: it is said in sight, and what is half filled behind stays untouched.
  const tell = (sentence) => {
    found.replaceChildren(Object.assign(document.createElement("p"), { className: "govuk-body", textContent: sentence }));
    said.textContent = sentence;
  };

  let asked;
  let timer;
  let isPending = false;
  let isInHurry = false;
  const look = async () => {
    asked?.abort();
    asked = new AbortController();
    const { signal } = asked;
    try {
      const body = new URLSearchParams({ q: field.value });
      const answer = await fetch(opener.dataset.mcPalette, { method: "POST", body, signal });
      const rows = await answer.text();
      if (answer.status === 401) tell("Phiên làm việc đã hết. Đăng nhập lại ở một thẻ khác rồi tìm tiếp.");
      else if (!answer.ok) throw new Error(rows);
      else {
        found.innerHTML = rows;
        said.textContent = `${links().length} kết quả`;
      }
    } catch {
      if (signal.aborted) return;
      tell("Chưa tìm được vì mạng bị ngắt. Gõ tiếp để thử lại.");
    }
    isPending = false;
    if (isInHurry) links()[0]?.click();
    isInHurry = false;
  };

  // What is sought may name a person: it goes in a body, never into an address.
  found.addEventListener("click", (event) => {
    const link = event.target.closest("[data-mc-sought]");
    if (!link) return;
    event.preventDefault();
    const form = Object.assign(document.createElement("form"), { method: "post", action: link.href });
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "q", value: link.dataset.mcSought }));
    document.body.append(form);
    form.submit();
  });

  const open = () => {
    if (!dialog.open) dialog.showModal();
    field.focus();
    field.select();
    look();
  };
  opener.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
  // Before anybody else looks at the key, so that the focus returns to where it was.
  addEventListener("keydown", (event) => {
    if (event.code !== "KeyK" || !event.ctrlKey || event.altKey || event.shiftKey || event.metaKey) return;
    event.preventDefault();
    if (!event.repeat) open();
  }, true);

  field.addEventListener("input", () => {
    isPending = true;
    isInHurry = false;
    clearTimeout(timer);
    timer = setTimeout(look, 120);
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    const all = links();
    const at = all.indexOf(document.activeElement);
    if (event.key === "ArrowDown") {
      event.preventDefault();
      (all[at + 1] ?? all.at(-1))?.focus();
    } else if (event.key === "ArrowUp") {
      event.preventDefault();
      (all[at - 1] ?? field).focus();
    } else if (event.key === "Enter" && document.activeElement === field) {
      event.preventDefault();
      // The answer to the last letter may still be on its way.
      if (isPending) isInHurry = true;
      else all[0]?.click();
    } else if (at >= 0 && event.key.length === 1) field.focus();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
}
