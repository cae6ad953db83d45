// What the shop does better with JavaScript. Every page works without it.
for (const select of document.querySelectorAll("form select[name=sort]")) {
  select.addEventListener("change", () => select.form.requestSubmit());
}
for (const input of document.querySelectorAll(".pieces input[type=number]")) {
  input.addEventListener("change", () => input.form.requestSubmit());
}
// The navigation's menus close when something else is clicked or Escape is pressed.
const menus = document.querySelectorAll("details[name=dept]");
const closeMenus = (except) => {
  for (const menu of menus) if (menu !== except) menu.open = false;
};
document.addEventListener("click", (event) =>
  closeMenus(event.target.closest?.("details[name=dept]")),
);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeMenus();
});
