// Scans are sent in their order, one at a time; one that got no answer is sent again under
// the same id, so that nothing is lost and nothing is done twice.
const place = document.getElementById("scans");
const PATIENCE_MS = 8000;
const WAIT_MS = [300, 800, 2000, 4000];
const TWICE_MS = 1000; // a scanner that reads a label twice
const ALONE_MS = 250; // a letter that nothing follows is a key, not the beginning of a scan
const waiting = [];
let sending = false;
let last = { text: "", at: -TWICE_MS };

function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const scanBox = () => document.getElementById("scan");

async function once(address, fields) {
  const body = new URLSearchParams(fields);
  const signal = AbortSignal.timeout(PATIENCE_MS);
  return fetch(address, { method: "POST", body, headers: { "X-Part": "1", "X-Scanner": place.dataset.scanner ?? "", Accept: "text/html" }, signal });
}

async function answered({ address, fields }) {
  for (let tries = 0; ; tries += 1) {
    try {
      const answer = await once(address, fields);
      if (answer.status < 500) return answer;
    } catch {
      // No connection: said, and tried again below.
    }
    say(place.dataset.lost);
    await pause(WAIT_MS[Math.min(tries, WAIT_MS.length - 1)]);
  }
}

function say(words) {
  let line = document.getElementById("lost");
  if (!words) {
    line?.remove();
    return;
  }
  if (!line) {
    line = document.createElement("p");
    line.id = "lost";
    line.className = "said";
    line.setAttribute("role", "alert");
    place.before(line);
  }
  line.textContent = words;
}

// Who is open now: a card before this copy has opened hers meanwhile.
function openReader() {
  return place.querySelector("[data-scans] [name=reader]")?.value;
}

async function work() {
  if (sending) return;
  sending = true;
  while (waiting.length) {
    const next = waiting[0];
    if (next.scan && openReader() !== undefined) next.fields.set("reader", openReader());
    // The same for what the last answer said of the book in hand.
    for (const now of next.scan ? place.querySelectorAll("[data-scans] [data-now]") : []) next.fields.set(now.name, now.value);
    const answer = await answered(next);
    waiting.shift();
    say("");
    const text = await answer.text();
    // Signed out meanwhile, or a page older than the server: begin anew.
    if (answer.redirected || !answer.ok) return location.assign(place.dataset.page);
    show(text);
  }
  sending = false;
}

function show(html) {
  const box = scanBox();
  const typed = document.activeElement === box ? box.value : "";
  place.innerHTML = html;
  const fresh = scanBox();
  fresh.value = typed;
  // What needs one key more has the focus; a digit of the next scan takes it to the box.
  ((typed ? null : place.querySelector("[data-first]")) ?? fresh).focus();
  const reader = openReader();
  history.replaceState(null, "", reader ? `${place.dataset.page}?reader=${reader}` : place.dataset.page);
  const sound = place.querySelector("[data-sound]");
  if (sound) tone(sound.dataset.sound === "good");
}

// The scanner of the desk's station (scanner.js): its answer is shown like one of this box.
place.addEventListener("scanned", (event) => { if (event.detail) show(event.detail); });

let audio = null;
function tone(good) {
  try {
    audio ??= new AudioContext();
    const at = audio.currentTime;
    for (const [step, pitch] of (good ? [880] : [330, 247]).entries()) {
      const voice = audio.createOscillator();
      const loud = audio.createGain();
      voice.frequency.value = pitch;
      loud.gain.setValueAtTime(0.12, at + step * 0.14);
      loud.gain.exponentialRampToValueAtTime(0.001, at + step * 0.14 + 0.12);
      voice.connect(loud).connect(audio.destination);
      voice.start(at + step * 0.14);
      voice.stop(at + step * 0.14 + 0.13);
    }
  } catch {
    // A browser without sound still shows everything.
  }
}

function enqueue(form, button) {
  const fields = new URLSearchParams(new FormData(form));
  if (button?.name) fields.set(button.name, button.value);
  fields.set("operation", newId());
  waiting.push({ address: form.getAttribute("action"), fields, scan: form.matches("[data-scans]") });
  work();
}

function readTwice(text) {
  const now = performance.now();
  const twice = text === last.text && now - last.at < TWICE_MS;
  last = { text, at: now };
  return twice;
}

place.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("[data-plain]")) return;
  event.preventDefault();
  event.stopPropagation();
  if (!form.matches("[data-scans]")) return enqueue(form, event.submitter);
  const box = scanBox();
  const text = box.value.trim();
  if (text && !readTwice(text)) enqueue(form, event.submitter);
  box.value = "";
});

// A key that presses a button, such as D for damaged: the letter alone, in any layout.
function pressLater(button, box) {
  setTimeout(() => {
    if (box.value.length > 1 || !button.isConnected) return;
    box.value = "";
    enqueue(button.form, button);
  }, ALONE_MS);
}

// A scanner types digits in any layout: the place of the key tells, not the letter it gives.
document.addEventListener("keydown", (event) => {
  const box = scanBox();
  const inField = event.target !== box && event.target.matches?.("input, textarea, select");
  if (!box || inField || event.ctrlKey || event.altKey || event.metaKey) return;
  const found = /^(?:Digit|Numpad)(\d)$/.exec(event.code);
  if (found && !event.shiftKey) {
    event.preventDefault();
    if (document.activeElement !== box) box.focus();
    box.setRangeText(found[1], box.selectionStart, box.selectionEnd, "end");
    return;
  }
  const button = box.value ? null : place.querySelector(`button[data-key="${event.code}"]`);
  if (button && !event.repeat) {
    box.focus();
    pressLater(button, box);
  } else if (event.key === "Tab" && box.value.length >= 4 && event.target === box) {
    event.preventDefault();
    box.form.requestSubmit();
  } else if (event.key === "Escape") {
    box.value = "";
    box.focus();
  } else if (event.key.length === 1 && event.key !== " " && event.key !== "/") {
    box.focus(); // a letter of a scan or of a name, wherever the focus is
  }
});
