// Buttons that copy a text; where the clipboard is closed, the text is selected to be copied by hand.
for (const button of document.querySelectorAll("[data-copies]")) {
  const words = button.querySelector("span");
  const usual = words.textContent;
  const text = document.getElementById(button.dataset.copies);
  button.addEventListener("click", async () => {
    text.focus();
    text.select();
    try {
      await navigator.clipboard.writeText(text.value);
      words.textContent = button.dataset.done;
    } catch {
      words.textContent = document.execCommand("copy") ? button.dataset.done : button.dataset.byHand;
    }
    setTimeout(() => { words.textContent = usual; }, 4000);
  });
}
