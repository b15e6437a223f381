// The kiosk's one page: shows what the stream brings, sends touches, keys and pastes back.
// It decides nothing: every screen is made on the server and carries its version.

import { play } from "./tones.js";
import { listen } from "./wedge.js";
import { renew } from "./renew.js";

const screen = document.getElementById("screen");
const announcer = document.getElementById("announcer");
const veil = document.getElementById("veil");
const body = document.body;
const root = document.documentElement;

const DOUBLE_TAP = 400;
const PATIENCE = 5000;
const VEIL_AFTER = 1500;
const SMALLEST_FIT = 6;

let current = { version: -1, session: 0 };
let answered = "";
let blockedUntil = 0;
let sending = Promise.resolve();

// ------------------------------------------------------------------ showing

/** Put a screen on the page; keeps the focus, steps long words down, speaks the answer. */
export function show(next) {
  const focused = document.activeElement?.id;
  const html = next.html;
  // Written anew with the same value, these would have every style worked out again.
  if (root.lang !== next.language) root.lang = next.language;
  put(root, "themes", [...(next.themes ?? [])].join(" "));
  put(body, "screen", next.screen);
  if (html !== current.html) {
    renew(screen, html);
    const answer = screen.querySelector("[data-answer]");
    const mark = answer?.dataset.number ?? "";
    // Two names in turn: what stays on the page moves again for each answer.
    if (mark === "" || mark === answered) screen.removeAttribute("data-new");
    else screen.dataset.new = screen.dataset.new === "odd" ? "even" : "odd";
    fit();
    if (focused && document.activeElement?.id !== focused) {
      document.getElementById(focused)?.focus({ preventScroll: true });
    }
    answered = mark;
    startTicking();
  }
  const fresh = next.version !== current.version;
  if (next.announce) announcer.textContent = next.announce;
  current = next;
  veil.dataset.state = "off";
  if (fresh && !next.muted) play(next.sound);
}

/** Step down what is too long for its box; the smallest text stays 24 px. The stage takes
    what the others leave, so it comes last. */
function fit() {
  const frame = screen.firstElementChild;
  for (const box of screen.querySelectorAll(".context[data-fit], .panel-box[data-fit]")) {
    const slips = box.querySelector(".slips") ?? box;
    stepDown(box, () => overflows(box) || overflows(slips) || overflows(frame));
  }
  for (const stage of screen.querySelectorAll(".stage[data-fit]")) {
    const parts = [stage, ...stage.querySelectorAll(".stage-field, .ways, .way")];
    stepDown(stage, () => parts.some(overflows) || padding(stage.querySelector(".stage-field")) < 0);
  }
}

function stepDown(box, tooLong) {
  for (let step = 0; step <= SMALLEST_FIT; step += 1) {
    put(box, "fit", String(step));
    if (!tooLong()) return;
  }
}

/** Writing what already stands there would cost a new look at the styles. */
function put(part, name, value) {
  if (part.dataset[name] !== value) part.dataset[name] = value;
}

/** How far the last child stays above the lower padding: text may not stand in it. */
function padding(field) {
  const lower = Number.parseFloat(getComputedStyle(field).paddingBottom);
  const last = [...field.children].findLast((child) => child.offsetHeight > 0) ?? field;
  return field.getBoundingClientRect().bottom - lower - last.getBoundingClientRect().bottom + 1;
}

function overflows(part) {
  return part.scrollHeight > part.clientHeight + 1 || part.scrollWidth > part.clientWidth + 1;
}

// ------------------------------------------------------------------ ticking

let ticker = 0;

/** Count the rings down between two screens; the server decides when time is over. */
function startTicking() {
  clearInterval(ticker);
  const began = performance.now();
  const rings = [...screen.querySelectorAll("[data-ring]")];
  if (rings.length === 0) return;
  const tick = () => {
    const passed = (performance.now() - began) / 1000;
    for (const ring of rings) {
      const left = Math.max(0, Number(ring.dataset.seconds) - passed);
      ring.querySelector("[data-ring-number]").textContent = String(Math.ceil(left));
      ring.querySelector(".ring-left").setAttribute("stroke-dasharray", `${left} ${ring.dataset.total}`);
      const words = ring.parentElement.querySelector("[data-tick-text]");
      if (words) words.textContent = words.textContent.replace(/\d+/, String(Math.ceil(left)));
    }
  };
  ticker = setInterval(tick, 250);
}

// ------------------------------------------------------------------- sending

/** One after the other: two requests at once may arrive in the wrong order. */
function send(path, message) {
  sending = sending.then(() => post(path, message));
}

function post(path, message) {
  return fetch(`/kiosk/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Library-Kiosk": "1" },
    body: JSON.stringify(message),
    keepalive: true,
    signal: AbortSignal.timeout(PATIENCE),
  }).catch(() => undefined);
}

/** Send a touch. A second one within 400 ms is a slip of the finger; only the digits of the
    keypad may follow each other as fast as a hand can. */
function tap(action, args) {
  const now = performance.now();
  const digits = action.startsWith("key-") || action === "key";
  if (!digits) {
    if (now < blockedUntil) return;
    blockedUntil = now + DOUBLE_TAP;
  }
  send("tap", { action, args, session: current.session, version: current.version });
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-action]");
  if (button) {
    if (button.getAttribute("aria-disabled") === "true") return;
    tap(button.dataset.action, button.dataset.args ? JSON.parse(button.dataset.args) : {});
  } else if (screen.querySelector(".countdown")) {
    tap("continue", {});
  }
});
document.addEventListener("contextmenu", (event) => event.preventDefault());
document.addEventListener("paste", (event) => {
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (text.trim()) send("typed", { text: text.slice(0, 4096) });
});

listen({
  scanned: (keys) => send("keys", { keys }),
  typed: (code) => typedByHand(code),
});

/** A person's slow keys work the keypad too. */
function typedByHand(code) {
  if (body.dataset.screen !== "keypad") return;
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  if (digit) tap("key", { digit });
  else if (code === "Backspace") tap("key-back", {});
  else if (code === "Enter" && !document.activeElement?.closest("button")) tap("keypad-ok", {});
}

// -------------------------------------------------------------------- stream

let source;
let veilTimer = 0;

function connect() {
  source = new EventSource(body.dataset.stream);
  source.addEventListener("screen", (event) => {
    clearTimeout(veilTimer);
    veilTimer = 0;
    show(JSON.parse(event.data));
  });
  source.addEventListener("error", lost);
  // Another window of this kiosk took over: going on here would take it back in turn.
  source.addEventListener("superseded", () => {
    source.close();
    veil.dataset.state = "superseded";
    veil.addEventListener("click", () => location.reload(), { once: true });
  });
}

/** The browser reconnects by itself; only after a refusal (say, the server starting) does
    the page try again, and loads itself anew, in case the program was renewed. That comes
    after the veil, so that nobody sees a page that blinks without a word. */
function lost() {
  current = { ...current, version: -1, html: undefined };
  veilTimer ||= setTimeout(() => { veil.dataset.state = "lost"; }, VEIL_AFTER);
  if (source.readyState !== EventSource.CLOSED) return;
  setTimeout(async () => {
    const page = await fetch(location.href, { cache: "no-store" }).catch(() => undefined);
    if (page?.ok) location.reload();
    else lost();
  }, 2000 + Math.random() * 1500);
}

if (body.dataset.stream) connect();
