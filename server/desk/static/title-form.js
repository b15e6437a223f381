// Hints of the cataloguing form while somebody types; the button then needs no new page.
const form = document.getElementById("title-form");
const hints = document.getElementById("title-hints");
const mark = form.elements.author_mark;
const WATCHED = ["name", "subtitle", "author", "bbk", "author_mark", "entry_word", "from_imprint", "language", "isbn", "item_kind", "grade", "volume", "responsibility", "edition", "place", "publisher", "year", "pages", "series"];
let waiting;
let asked = 0;

function offer() {
  for (const button of hints.querySelectorAll("[data-mark]")) {
    button.hidden = button.dataset.mark === mark.value;
    button.addEventListener("click", () => take(button.dataset.mark));
  }
}

function take(text) {
  mark.value = text;
  form.elements.from_imprint.checked = false;
  mark.focus();
  ask();
}

async function ask() {
  const turn = ++asked;
  const body = new FormData(form);
  body.delete("do");
  try {
    const answer = await fetch(form.dataset.hints, { method: "POST", body });
    if (!answer.ok || turn !== asked) return;
    hints.innerHTML = await answer.text();
    offer();
  } catch {
    // Without the library the hints stay as they were; saving tells what is wrong.
  }
}

form.addEventListener("input", (event) => {
  if (!WATCHED.includes(event.target.name)) return;
  clearTimeout(waiting);
  waiting = setTimeout(ask, 350);
});

form.querySelector(".suggest").addEventListener("click", async (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  await ask();
  const found = hints.querySelector("[data-mark]");
  if (found) take(found.dataset.mark);
});
offer();
