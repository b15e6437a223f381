// The page renews its changing part by itself; a scanned copy takes its line.
const now = document.getElementById("now");
const title = document.title;
const STILL_MS = 1000;
let fresh = null; // a newer part, kept while a hand is on the old one
let typed = "";
let pressed = false;
let movedAt = 0;

function fragment() {
  return document.getElementById("fragment");
}

function count(shown) {
  for (const place of document.querySelectorAll("[data-count-of]")) {
    const n = Number(shown.dataset[place.dataset.countOf]);
    place.textContent = n || "";
    place.classList.toggle("is-gold", n > 0 && ["calls", "screens"].includes(place.dataset.countOf));
  }
  const calls = Number(shown.dataset.calls);
  document.title = calls ? `(${calls}) ${title}` : title;
}

// Nothing is swapped under a hand: not while a line is open, a code half read, the mouse on its way.
function busy() {
  const box = document.getElementById("scan");
  return pressed || Boolean(typed || box?.value) || performance.now() - movedAt < STILL_MS || now.querySelector("details[open]") !== null;
}

function swap() {
  if (fresh === null || busy()) return;
  const held = now.contains(document.activeElement) ? document.activeElement.id : "";
  const found = now.querySelector("tr.is-found")?.dataset.code;
  now.replaceChildren(...fresh.childNodes);
  fresh = null;
  if (held) document.getElementById(held)?.focus({ preventScroll: true });
  if (found) lineOf(found)?.classList.add("is-found");
}

async function renew() {
  const shown = fresh?.querySelector("#fragment") ?? fragment();
  try {
    const answer = await fetch(`/desk/now?version=${shown.dataset.version}`, { headers: { Accept: "text/html" } });
    if (answer.status === 401) location.reload();
    if (answer.status !== 200) return;
    const part = document.createElement("template");
    part.innerHTML = await answer.text();
    fresh = part.content;
    count(fresh.querySelector("#fragment"));
    swap();
  } catch {
    // No connection: the next try comes by itself.
  }
}

function lineOf(code) {
  return now.querySelector(`tr[data-code="${CSS.escape(code)}"]`);
}

// A long queue shows its first lines only; the others come when their copy is scanned.
async function fetchLine(code) {
  const headers = { "Content-Type": "application/json", "X-Library-Kiosk": "1", Accept: "text/html" };
  try {
    const answer = await fetch("/desk/checks/line", { method: "POST", headers, body: JSON.stringify({ code }) });
    if (answer.status !== 200) return null;
    const part = document.createElement("template");
    part.innerHTML = await answer.text();
    const lines = now.querySelector("#checks tbody");
    lines?.prepend(part.content);
    return lines && lineOf(code);
  } catch {
    return null;
  }
}

async function find(box) {
  const code = typed || box.value.trim();
  typed = box.value = "";
  for (const old of now.querySelectorAll("tr.is-found")) old.classList.remove("is-found");
  const line = lineOf(code) ?? (await fetchLine(code));
  if (line) {
    line.classList.add("is-found");
    line.querySelector(".is-fine").focus();
    line.scrollIntoView({ block: "center" });
  } else {
    box.placeholder = box.dataset.unknown;
    box.focus();
  }
}

// Keys by their place on the keyboard: a scanner types digits in any layout, wherever the focus is.
function digit(event) {
  const found = /^(?:Digit|Numpad)(\d)$/.exec(event.code);
  return found && !event.ctrlKey && !event.altKey && !event.metaKey ? found[1] : null;
}

document.addEventListener("keydown", (event) => {
  const box = document.getElementById("scan");
  if (!box || (event.target !== box && event.target.matches?.("input"))) return;
  const found = digit(event);
  if (found !== null) {
    event.preventDefault();
    if (document.activeElement !== box) box.focus();
    typed += found;
    box.value = typed;
  } else if (event.key === "Enter" || event.key === "Tab") {
    if (!typed && !box.value) return;
    event.preventDefault();
    find(box);
  } else if (event.key === "Backspace" || event.key === "Escape") {
    typed = box.value = "";
  }
});

now.addEventListener("pointermove", () => { movedAt = performance.now(); });
addEventListener("pointerdown", () => { pressed = true; });
for (const end of ["pointerup", "pointercancel", "blur"]) addEventListener(end, () => { pressed = false; });

count(fragment());
setInterval(renew, Number(now.dataset.renewSeconds) * 1000);
setInterval(swap, STILL_MS / 2);
