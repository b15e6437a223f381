// The board renews itself: it asks for what is newer than it shows and never moves under a hand.
const place = document.getElementById("board");
const RENEW_MS = Number(place.dataset.renewSeconds) * 1000;
const HIDDEN_MS = 10 * RENEW_MS; // nobody looks: it is only kept from growing old
let pressed = false;
let askedAt = performance.now();

async function renew() {
  askedAt = performance.now();
  const asked = new URLSearchParams(location.search);
  asked.set("version", document.getElementById("board-now").dataset.version);
  try {
    const answer = await fetch(`${place.dataset.path}?${asked}`, { headers: { Accept: "text/html" } });
    if (answer.status === 401) location.reload();
    if (answer.status !== 200) return;
    const text = await answer.text();
    if (pressed) return;
    const held = place.contains(document.activeElement) ? document.activeElement.id : "";
    place.innerHTML = text;
    if (held) document.getElementById(held)?.focus({ preventScroll: true });
  } catch {
    // No connection: the next try comes by itself.
  }
}

addEventListener("pointerdown", () => { pressed = true; });
for (const end of ["pointerup", "pointercancel", "blur"]) addEventListener(end, () => { pressed = false; });
setInterval(() => {
  if (performance.now() - askedAt >= (document.hidden ? HIDDEN_MS : RENEW_MS)) renew();
}, 500);
