// What all pages of the desk share: one press sends once, filters send themselves, printing.
document.addEventListener("submit", (event) => {
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "yes";
});
addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-sends]")) event.target.form.requestSubmit();
});

for (const button of document.querySelectorAll("[data-print-now]")) {
  button.addEventListener("click", () => print());
}
// A list is printed whole: its address asks for all lines and says that it is to be printed.
if (new URLSearchParams(location.search).get("print") === "1") {
  addEventListener("load", () => print());
}
// The first field with a mistake gets the focus, else the one the page names.
document.querySelector("[aria-invalid='true']")?.focus();

// On a narrow screen the rooms open by a press; on a wide one they are always there.
const menu = document.querySelector(".side-menu");
const wide = matchMedia("(min-width: 60.01rem)");
function settle() {
  if (menu) menu.open = wide.matches;
}
wide.addEventListener("change", settle);
settle();
// The menu was open while the page came: the field that got the focus has moved up since.
if (!wide.matches && document.activeElement?.autofocus) {
  scrollTo(0, 0);
  document.activeElement.scrollIntoView({ block: "nearest" });
}
