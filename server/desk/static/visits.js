// Single keys count visitors; many digits at once, or ended with Enter, are a scanned book.
const SILENCE_MS = 300;
// A scanner sends a key each few milliseconds; a hand needs longer, however it hurries.
const HAND_MS = 50;
const SHORTEST_CODE = 6;
const PARTS = ["said", "visits-today", "visit-keys", "counted", "again", "uses-today", "used"];
const box = document.getElementById("use-code");
let digits = "";
let begun = 0;
let last = 0;
let timer = 0;
let queue = Promise.resolve();

// The page's id serves one press; each further one needs its own, also without https.
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function show(text) {
  const fresh = new DOMParser().parseFromString(text, "text/html");
  if (!fresh.getElementById("visit-keys")) return location.reload(); // signed out meanwhile
  for (const id of PARTS) {
    const part = fresh.getElementById(id);
    if (part) document.getElementById(id).replaceChildren(...part.childNodes);
  }
  document.querySelector("#again button")?.focus();
}

// One after another: presses keep their order and none is lost.
function send(form) {
  const body = new URLSearchParams(new FormData(form));
  body.set("operation", newId());
  queue = queue.then(() => fetch(form.action, { method: "POST", body }))
    .then((answer) => answer.text().then((text) => (answer.ok || answer.status === 422 ? show(text) : location.reload())))
    .catch(() => location.reload());
}

addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-quick]")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  send(form);
  if (form.matches("[data-scan]")) {
    box.value = "";
    box.focus();
  }
}, true);

function press(digit) {
  if (digit === "6") return document.querySelector("[name=school_class]").focus();
  const button = document.querySelector(`[data-key="${digit}"]`);
  if (!button) return;
  button.classList.add("is-pressed");
  send(button.form);
}

function scanned(code) {
  box.value = code;
  box.form.requestSubmit();
}

function flush(ended) {
  const kept = digits;
  digits = "";
  clearTimeout(timer);
  const fast = (last - begun) / Math.max(kept.length - 1, 1) < HAND_MS;
  if (kept.length >= SHORTEST_CODE && (fast || ended)) scanned(kept);
  else for (const digit of kept) press(digit);
}

// Keys by their place: a wedge scanner types digits in any layout. In a field they are its text.
addEventListener("keydown", (event) => {
  if (event.target.matches?.("input, select, textarea") || event.ctrlKey || event.altKey || event.metaKey) return;
  const found = /^(?:Digit|Numpad)(\d)$/.exec(event.code);
  if (found) {
    if (!digits) begun = event.timeStamp;
    last = event.timeStamp;
    digits += found[1];
    clearTimeout(timer);
    timer = setTimeout(flush, SILENCE_MS, false);
  } else if (digits && (event.key === "Enter" || event.key === "Tab")) {
    flush(true);
  } else return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);

// A box that takes the focus by itself would take the keys too.
addEventListener("pageshow", () => {
  if (!document.activeElement?.closest(".panel")) document.activeElement?.blur?.();
});
