// A line is typed or scanned from left to right: Enter goes on to the next empty field, and
// after the copy it enters the line.
const fields = [...document.querySelectorAll(".paper-fields input:not([type=radio])")];
const box = document.querySelector("[data-scan-here]");
const wrong = document.querySelector("[aria-invalid='true']");
if (!wrong) (fields.find((field) => !field.value && (field !== box || wish() === "lent")) ?? box)?.focus();

function wish() {
  return document.querySelector("[name=wish]:checked")?.value;
}

for (const [place, field] of fields.entries()) {
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || place === fields.length - 1 || !field.value.trim()) return;
    event.preventDefault();
    fields[place + 1].focus();
    fields[place + 1].select();
  });
}
