// Scans are sent in their order, one at a time; one that got no answer is sent again under
// the same id, so that nothing is lost and nothing is done twice.
const place = document.getElementById("lend");
const PATIENCE_MS = 8000;
const WAIT_MS = [300, 800, 2000, 4000];
const waiting = [];
let sending = false;

function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

async function once(address, fields) {
  const body = new URLSearchParams(fields);
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const answer = await fetch(address, { method: "POST", body, headers: { "X-Part": "1", Accept: "text/html" }, signal });
  // A new sign-in or a new page is needed: what was typed is told by the server.
  if (answer.status === 401 || answer.redirected) location.reload();
  return answer;
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

async function work() {
  if (sending) return;
  sending = true;
  while (waiting.length) {
    const next = waiting[0];
    // The reader is who is open now: a card before this copy has opened hers meanwhile.
    if (next.scan) next.fields.set("reader", place.querySelector("[data-scans] [name=reader]").value);
    const answer = await answered(next);
    waiting.shift();
    say("");
    const text = await answer.text();
    if (answer.ok) show(text);
    else location.assign("/desk/lend");
  }
  sending = false;
}

function show(html) {
  const box = document.getElementById("scan");
  const typed = document.activeElement === box ? box.value : "";
  place.innerHTML = html;
  const fresh = document.getElementById("scan");
  fresh.value = typed;
  fresh.focus();
  const reader = place.querySelector("[data-scans] [name=reader]").value;
  history.replaceState(null, "", reader ? `/desk/lend?reader=${reader}` : "/desk/lend");
  const sound = place.querySelector("[data-sound]");
  if (sound) tone(sound.dataset.sound === "good");
}

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
  const scan = form.matches("[data-scans]");
  waiting.push({ address: form.getAttribute("action"), fields, scan });
  work();
}

place.addEventListener("submit", (event) => {
  event.preventDefault();
  event.stopPropagation();
  const form = event.target;
  const scan = form.matches("[data-scans]");
  const box = form.querySelector("[name=text]");
  if (scan && !box.value.trim()) return;
  enqueue(form, event.submitter);
  if (scan) box.value = "";
});

// A scanner types digits in any layout: the place of the key tells, not the letter it gives.
document.addEventListener("keydown", (event) => {
  const box = document.getElementById("scan");
  const inField = event.target !== box && event.target.matches?.("input, textarea, select");
  if (inField || event.ctrlKey || event.altKey || event.metaKey) return;
  const found = /^(?:Digit|Numpad)(\d)$/.exec(event.code);
  if (found && !event.shiftKey) {
    event.preventDefault();
    if (document.activeElement !== box) box.focus();
    box.setRangeText(found[1], box.selectionStart, box.selectionEnd, "end");
  } else if (event.key === "Tab" && box.value.length >= 4 && event.target === box) {
    event.preventDefault();
    box.form.requestSubmit();
  } else if (event.key === "Escape") {
    box.value = "";
    box.focus();
  }
});
