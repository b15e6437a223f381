// What was typed into the short form of a book is kept in this tab until the book is added:
// a reload or another scan in between loses nothing.
const place = document.getElementById("scans");
const KEY = "intake-";
const form = () => place.querySelector("form[data-keeps]");
const keyOf = (each) => KEY + each.dataset.keeps;

function fieldsOf(each) {
  return [...each.elements].filter((field) => field.name && field.type !== "hidden");
}

function keep() {
  const each = form();
  if (!each) return;
  const values = Object.fromEntries(fieldsOf(each).map((field) => [field.name, field.value]));
  try {
    sessionStorage.setItem(keyOf(each), JSON.stringify(values));
  } catch {
    // Without a place to keep it the form still works.
  }
}

function restore() {
  const each = form();
  if (!each || each.dataset.restored || each.querySelector(".is-wrong")) return;
  each.dataset.restored = "yes";
  let kept = null;
  try {
    kept = JSON.parse(sessionStorage.getItem(keyOf(each)));
  } catch {
    return;
  }
  for (const field of kept ? fieldsOf(each) : []) {
    if (kept[field.name]) field.value = kept[field.name];
  }
}

place.addEventListener("input", (event) => {
  if (event.target.form?.matches("form[data-keeps]")) keep();
});

// Typed over at once: the caret stands in the count, all of it chosen.
place.addEventListener("focusin", (event) => {
  if (event.target.matches("form[data-keeps] input, .of-line input")) event.target.select();
});

// Once the book is added, its form is gone from the page and from the tab.
let shown = form() ? keyOf(form()) : null;
new MutationObserver(() => {
  const each = form();
  const added = place.querySelector(".told-good");
  if (shown && !each && added) sessionStorage.removeItem(shown);
  shown = each ? keyOf(each) : shown;
  restore();
  place.querySelector(".is-wrong :is(input, select, textarea)")?.focus();
}).observe(place, { childList: true });
restore();
