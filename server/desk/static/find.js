// The box above every page. A page with a scan box of its own marks it `data-scan-here`
// (lending, trolley, the queue to check): then a scanner's digits go there, wherever the
// focus is, and Enter sends its form or does what the page's own script makes of it. On all
// other pages a scan goes into the find box: a card opens its reader, a copy its page.
// Whoever types into a field is left alone. `/` or Ctrl+K comes here from everywhere.
const box = document.getElementById("find-text");
const list = document.getElementById("find-found");
const said = document.getElementById("find-said");
const STILL_MS = 150; // after the last key
const BURST_MS = 60; // no hand types digits faster than this, one after the other
const SHORTEST_SCAN = 6;
let waiting = 0;
let asked = 0;
let keys = []; // digits by their place on the keyboard, with their times

// Digits by the place of their key: a scanner types as if the layout were the Latin one.
function digit(event) {
  const found = /^(?:Digit|Numpad)(\d)$/.exec(event.code);
  return found && !event.ctrlKey && !event.altKey && !event.metaKey && !event.shiftKey ? found[1] : null;
}

function isField(target) {
  return target instanceof Element && target.matches("input:not([type=checkbox], [type=radio], [type=submit], [type=button]), textarea, select, [contenteditable]");
}

function options() {
  return [...list.querySelectorAll("[role=option]")];
}

function close() {
  clearTimeout(waiting);
  asked += 1;
  list.hidden = true;
  box.setAttribute("aria-expanded", "false");
  box.removeAttribute("aria-activedescendant");
}

async function ask() {
  const text = box.value.trim();
  if (!text) return close();
  const number = (asked += 1);
  const headers = { "Content-Type": "application/json", "X-Library-Kiosk": "1", Accept: "text/html" };
  try {
    const answer = await fetch("/desk/find/now", { method: "POST", headers, body: JSON.stringify({ text }) });
    if (answer.status === 401) location.reload();
    const part = await answer.text();
    if (answer.status !== 200 || number !== asked) return;
    list.innerHTML = part;
    list.hidden = false;
    box.setAttribute("aria-expanded", String(options().length > 0));
    box.removeAttribute("aria-activedescendant");
    said.textContent = options().length ? "" : said.dataset.nothing;
  } catch {
    // No connection: Enter still sends the form.
  }
}

function choose(step) {
  const all = options();
  if (!all.length) return;
  const now = all.findIndex((each) => each.getAttribute("aria-selected") === "true");
  const next = now < 0 ? (step > 0 ? 0 : all.length - 1) : (now + step + all.length) % all.length;
  for (const each of all) each.setAttribute("aria-selected", String(each === all[next]));
  box.setAttribute("aria-activedescendant", all[next].id);
  all[next].scrollIntoView({ block: "nearest" });
}

// The digits of a scan, when what came last was one: its end is the whole of the keys.
function scanned() {
  let first = keys.length - 1;
  while (first > 0 && keys[first].at - keys[first - 1].at <= BURST_MS) first -= 1;
  const found = keys.slice(Math.max(first, 0)).map((key) => key.digit).join("");
  keys = [];
  return found.length >= SHORTEST_SCAN ? found : "";
}

box.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(ask, STILL_MS);
});

box.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (list.hidden) ask();
    else choose(event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Escape") {
    if (list.hidden) box.value = "";
    if (!box.value) box.blur();
    close();
  } else if (event.key === "Enter") {
    const code = scanned();
    if (code) {
      // The whole code, in whatever layout its digits were typed.
      box.value = code;
      close();
      return;
    }
    const chosen = options().find((each) => each.getAttribute("aria-selected") === "true");
    if (chosen && !list.hidden) {
      event.preventDefault();
      chosen.click();
    } else if (!box.value.trim()) {
      event.preventDefault();
    } else {
      close();
    }
  } else if (digit(event) !== null) {
    keys.push({ digit: digit(event), at: event.timeStamp });
  } else if (event.key.length === 1) {
    keys = [];
  }
});

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.target === box) return;
  const called = event.key === "/" && !event.ctrlKey && !event.altKey && !event.metaKey;
  if ((called && !isField(event.target)) || ((event.ctrlKey || event.metaKey) && event.code === "KeyK")) {
    event.preventDefault();
    box.focus();
    box.select();
    return;
  }
  if (digit(event) === null || isField(event.target) || event.target.closest?.("dialog")) return;
  const own = document.querySelector("[data-scan-here]:not(:disabled)");
  // What is typed goes where the focus is now: here, with this very key.
  if (own) own.focus();
  else {
    box.value = "";
    box.focus();
    keys = [{ digit: digit(event), at: event.timeStamp }];
  }
});

document.addEventListener("pointerdown", (event) => {
  if (!list.hidden && !event.target.closest(".find")) close();
});
box.addEventListener("focus", () => { if (box.value.trim() && list.hidden) ask(); });
