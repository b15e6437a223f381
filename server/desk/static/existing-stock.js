// Enter goes to the next empty box of the step and sends the form from the last one: a
// scanner ends each code with Enter.
for (const step of document.querySelectorAll("form.stock-step")) {
  const boxes = [...step.querySelectorAll("#no, #find-title, #label")];
  for (const box of boxes) {
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      const next = boxes.find((other) => other !== box && !other.value);
      if (!next) return;
      event.preventDefault();
      next.focus();
    });
  }
}
