// The page renews its changing part by itself: from its stream, without one by asking.
import { halfRead, lineOf } from "./checks.js";

const now = document.getElementById("now");
const title = document.title;
const RENEW_MS = Number(now.dataset.renewSeconds) * 1000;
const HIDDEN_MS = 3 * RENEW_MS; // unseen it only counts calls in its title
const STILL_MS = 1000;
const GOLD = ["home", "devices"];
let fresh = null; // a newer part, kept while a hand is on the old one
let pressed = false;
let movedAt = 0;
let stream = null;
let askedAt = 0;

function count(shown) {
  const counts = JSON.parse(shown.dataset.counts);
  for (const place of document.querySelectorAll("[data-count-of]")) {
    const n = counts[place.dataset.countOf] ?? 0;
    place.textContent = n || "";
    place.classList.toggle("is-gold", n > 0 && GOLD.includes(place.dataset.countOf));
  }
  document.title = counts.home ? `(${counts.home}) ${title}` : title;
}

// Nothing is swapped under a hand: not while a line is open, a code half read, the mouse on its way.
function busy() {
  return pressed || halfRead() || performance.now() - movedAt < STILL_MS || now.querySelector("details[open]") !== null;
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

function take(text) {
  const part = document.createElement("template");
  part.innerHTML = text;
  fresh = part.content;
  count(fresh.querySelector("#fragment"));
  swap();
}

function version() {
  return (fresh?.querySelector("#fragment") ?? document.getElementById("fragment")).dataset.version;
}

async function renew() {
  askedAt = performance.now();
  try {
    const answer = await fetch(`/desk/now?version=${version()}`, { headers: { Accept: "text/html" } });
    if (answer.status === 401) location.reload();
    if (answer.status === 200) take(await answer.text());
  } catch {
    // No connection: the next try comes by itself.
  }
}

function watch() {
  if (stream || document.hidden) return;
  stream = new EventSource(`/desk/stream?version=${version()}`);
  stream.addEventListener("home", (event) => take(event.data));
  stream.addEventListener("ended", () => location.reload());
  stream.addEventListener("superseded", unwatch);
  stream.addEventListener("error", () => {
    if (stream?.readyState === EventSource.CLOSED) unwatch(); // refused: the page asks by itself
  });
}

function unwatch() {
  stream?.close();
  stream = null;
}

// A stream holds a thread of the server: a page that nobody sees gives it back.
document.addEventListener("visibilitychange", () => {
  if (document.hidden) unwatch();
  else watch();
});
addEventListener("focus", watch);
addEventListener("pagehide", unwatch);
addEventListener("pageshow", watch);

now.addEventListener("pointermove", () => { movedAt = performance.now(); });
addEventListener("pointerdown", () => { pressed = true; });
for (const end of ["pointerup", "pointercancel", "blur"]) addEventListener(end, () => { pressed = false; });

count(document.getElementById("fragment"));
watch();
setInterval(swap, STILL_MS / 2);
setInterval(() => {
  if (stream?.readyState === EventSource.OPEN) return;
  if (performance.now() - askedAt >= (document.hidden ? HIDDEN_MS : RENEW_MS)) renew();
}, STILL_MS);
