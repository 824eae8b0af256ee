// Several dossiers at once: one box chooses all of a page, and Shift a whole run of them. Each box
// works without this file.
for (const table of document.querySelectorAll("[data-mc-choosing]")) {
  const boxes = [...table.querySelectorAll("tbody input[type=checkbox]")];
  const told = table.closest("form").querySelector(".mc-bulk p");
  const usual = told.textContent;
  told.setAttribute("role", "status");
  const label = document.createElement("label");
  const all = Object.assign(document.createElement("input"), { type: "checkbox" });
  label.className = "mc-bulk__all";
  label.append(all, " Chọn tất cả của trang này");
  told.before(label);
  let last;
  const count = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    all.checked = chosen === boxes.length;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
    told.textContent = chosen === 0 ? usual : `Đã chọn ${chosen} hồ sơ.`;
  };
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    count();
  });
  for (const box of boxes) {
    box.addEventListener("click", (event) => {
      if (event.shiftKey && last) {
        const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].sort((a, b) => a - b);
        for (const between of boxes.slice(from, to)) between.checked = box.checked;
      }
      last = box;
      count();
    });
  }
  // A page that the browser brings back has its boxes as they were.
  addEventListener("pageshow", count);
}
