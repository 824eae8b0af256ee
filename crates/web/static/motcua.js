// Small helps only: every page works without this file.
// The page opens at what is to be mended, or at what just happened; where the browser has not
// already done so by itself.
addEventListener("load", () => setTimeout(() => {
  if (document.activeElement === document.body) document.querySelector("[data-mc-focus]")?.focus();
}, 100));

// A link of the error summary leads into the field, with its question in sight.
for (const link of document.querySelectorAll(".govuk-error-summary__list a")) {
  link.addEventListener("click", (event) => {
    const field = document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    (field.closest("fieldset")?.querySelector("legend") ?? field.closest(".govuk-form-group") ?? field).scrollIntoView();
    field.focus({ preventScroll: true });
  });
}

// What the script says itself, in the language of the page.
const say = (vietnamese, english) => (document.documentElement.lang === "en" ? english : vietnamese);

// Larger text without a reload where a form is half filled: nothing typed is lost.
const sizes = document.querySelector('form[action="/chu-to"]');
sizes?.addEventListener("submit", (event) => {
  if (!document.querySelector("main form[method=post]")) return;
  event.preventDefault();
  const button = sizes.querySelector("button");
  const big = button.value === "big";
  document.documentElement.classList.toggle("mc-big", big);
  document.cookie = `mc_chu=${big ? "to" : ""}; Path=/; Max-Age=${big ? 31536000 : 0}; SameSite=Lax`;
  button.value = big ? "normal" : "big";
  button.textContent = big ? say("Chữ thường", "Usual text") : say("Chữ to", "Large text");
});

// A form is sent once: the second press within three seconds does nothing.
for (const form of document.querySelectorAll("form[method=post]")) {
  let sentAt = 0;
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (Date.now() - sentAt < 3000) {
      event.preventDefault();
      return;
    }
    sentAt = Date.now();
  });
}

// A file field speaks as the page does, whatever the browser speaks, and looks at the file before it
// travels: empty or too big is said at once. Sizes read as in `language.rs`.
const weight = (bytes) => {
  if (bytes < 1024) return `${bytes} ${say("byte", "bytes")}`;
  if (bytes < 1048064) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1048576).toLocaleString(say("vi-VN", "en-GB"), { maximumFractionDigits: 1 })} MB`;
};
const span = (className) => Object.assign(document.createElement("span"), { className });
for (const field of document.querySelectorAll("input[type=file][data-mc-max-mb]")) {
  const max = Number(field.dataset.mcMaxMb);
  const box = Object.assign(document.createElement("div"), { className: "mc-pick" });
  const button = span("mc-pick__button");
  const said = span("mc-pick__said");
  button.textContent = say("Chọn tệp", "Choose a file");
  button.setAttribute("aria-hidden", "true");
  said.setAttribute("role", "status");
  field.replaceWith(box);
  box.append(button, said, field);
  const look = () => {
    const files = Array.from(field.files);
    const heavy = files.find((file) => file.size > max * 1048576);
    const empty = files.find((file) => file.size === 0);
    said.toggleAttribute("data-wrong", Boolean(heavy || empty));
    if (heavy) {
      const size = weight(heavy.size);
      said.textContent = say(
        `Tệp "${heavy.name}" nặng ${size}, mức nhận là ${max} MB. Chụp lại từng trang hoặc giảm cỡ ảnh`,
        `The file "${heavy.name}" has ${size}, at most ${max} MB are taken. Take a picture of each page by itself, or make the picture smaller`,
      );
    } else if (empty) {
      said.textContent = say(`Tệp "${empty.name}" không có nội dung. Chọn lại tệp`, `The file "${empty.name}" is empty. Choose it again`);
    } else {
      said.textContent = files.map((file) => `${file.name} (${weight(file.size)})`).join("; ")
        || say("Chưa chọn tệp nào. Kéo tệp vào đây cũng được", "No file chosen yet. You can also drop files here");
    }
    return !heavy && !empty;
  };
  look();
  field.addEventListener("change", look);
  field.form?.addEventListener("submit", (event) => {
    if (look()) return;
    event.preventDefault();
    field.focus();
  }, true);
}

// A password can be read while it is typed.
for (const button of document.querySelectorAll("[data-mc-show]")) {
  const field = document.getElementById(button.getAttribute("aria-controls"));
  if (!field) continue;
  const show = (shown) => {
    field.type = shown ? "text" : "password";
    button.textContent = shown ? "Ẩn" : "Hiện";
    button.setAttribute("aria-label", shown ? "Ẩn mật khẩu" : "Hiện mật khẩu");
  };
  show(false);
  button.hidden = false;
  button.addEventListener("click", () => show(field.type === "password"));
  field.form?.addEventListener("submit", () => show(false));
}
