// The scanner of a desk station works for this page: what it scans is done by the server, the
// answer comes by a stream and is shown like the answer to a scan of this page's own box.
const bar = document.getElementById("scanner");
const place = document.getElementById("scans");
const KEPT = "desk-scanner"; // the station this browser took before
const AGAIN_MS = [600, 1500, 3000, 6000];
let stream = null;
let station = "";
let tries = 0;

const kept = {
  read() { try { return localStorage.getItem(KEPT) ?? ""; } catch { return ""; } },
  write(value) { try { value ? localStorage.setItem(KEPT, value) : localStorage.removeItem(KEPT); } catch { /* private window */ } },
};

function state(word) {
  bar.dataset.state = word;
  place.dataset.scanner = stream && word !== "coming" ? station : "";
}

// What is open on the page now: the hidden fields of its scan form.
function open() {
  const found = new URLSearchParams({ activity: bar.dataset.activity });
  for (const field of place.querySelectorAll("[data-scans] input")) {
    const counts = field.type === "checkbox" ? field.checked : field.type === "hidden";
    if (counts && ["reader", "title", "batch", "vouch", "class", "line", "part", "by"].includes(field.name)) found.set(field.name, field.value);
  }
  return found;
}

function take(number) {
  drop();
  station = number;
  const button = bar.querySelector(`[data-station="${CSS.escape(number)}"]`);
  if (!button) return state("away");
  bar.querySelector("[data-name]").textContent = button.dataset.named;
  stream = new EventSource(`/desk/scanner/${encodeURIComponent(number)}/stream?${open()}`);
  const mine = stream;
  state("coming");
  const on = (word, does) => mine.addEventListener(word, (event) => { if (stream === mine) does(event.data); });
  on("here", () => { tries = 0; state("here"); });
  on("found", () => state("here"));
  on("lost", () => state("lost"));
  on("failed", () => state("failed"));
  on("answer", (html) => {
    if (bar.dataset.state === "failed") state("here");
    place.dispatchEvent(new CustomEvent("scanned", { detail: html }));
  });
  on("superseded", () => { drop(); station = ""; state("elsewhere"); });
  on("stopped", () => again());
  on("ended", () => location.reload());
  mine.addEventListener("error", () => { if (stream === mine) again(); });
}

// The server was away for a moment: the page says anew what is open on it.
function again() {
  drop();
  state("coming");
  const number = station;
  setTimeout(() => { if (!stream && station === number) take(number); }, AGAIN_MS[Math.min(tries, AGAIN_MS.length - 1)]);
  tries += 1;
}

function drop() {
  stream?.close();
  stream = null;
}

function leave() {
  // Not "if the stream is open": a page that is being left loses it just before.
  if (!station) return;
  drop();
  const body = new URLSearchParams({ csrf_token: bar.querySelector("[name=csrf_token]").value });
  navigator.sendBeacon(`/desk/scanner/${encodeURIComponent(station)}/leave`, body);
}

if (bar && place) {
  bar.hidden = false;
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.dataset.station) {
      tries = 0;
      kept.write(button.dataset.station);
      take(button.dataset.station);
    } else if (button) {
      kept.write("");
      leave();
      station = "";
      state("away");
    }
    document.getElementById("scan")?.focus();
  });
  // What is ticked beside the box counts for the scanner too.
  place.addEventListener("change", (event) => {
    if (stream && event.target.matches("[data-vouch]")) take(station);
  });
  // A page that is left has no scanner: nothing is done that nobody sees.
  addEventListener("pagehide", leave);
  addEventListener("pageshow", () => { if (!stream && kept.read()) take(kept.read()); });
}
