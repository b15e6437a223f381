// Sheets: a choice shows its sheet at once; the button prints.
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-sends]")) event.target.form.requestSubmit();
});
document.getElementById("print")?.addEventListener("click", () => window.print());
