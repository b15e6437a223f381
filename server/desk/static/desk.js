// The page renews its changing part by itself; a scanned copy takes its line.
const now = document.getElementById("now");
const title = document.title;

function fragment() {
  return document.getElementById("fragment");
}

function count() {
  for (const place of document.querySelectorAll("[data-count-of]")) {
    const n = Number(fragment().dataset[place.dataset.countOf]);
    place.textContent = n || "";
    place.classList.toggle("is-gold", n > 0 && ["calls", "screens"].includes(place.dataset.countOf));
  }
  const calls = Number(fragment().dataset.calls);
  document.title = calls ? `(${calls}) ${title}` : title;
}

// Nothing is swapped under a hand: not while a line is open or somebody types.
function busy() {
  return now.querySelector("details[open]") || (now.contains(document.activeElement) && document.activeElement.matches("input, button"));
}

async function renew() {
  try {
    const answer = await fetch(`/desk/now?version=${fragment().dataset.version}`, { headers: { Accept: "text/html" } });
    if (answer.status === 401) location.reload();
    if (answer.status === 200) {
      const text = await answer.text();
      if (!busy()) {
        now.innerHTML = text;
        count();
      }
    }
  } catch {
    // No connection: the next try comes by itself.
  }
}

// Keys by their place on the keyboard: a scanner types digits in any layout.
let typed = "";
function digit(event) {
  const found = /^(?:Digit|Numpad)(\d)$/.exec(event.code);
  return found && !event.ctrlKey && !event.altKey && !event.metaKey ? found[1] : null;
}

function find(box) {
  const code = typed || box.value.trim();
  typed = box.value = "";
  const line = code && now.querySelector(`tr[data-code="${CSS.escape(code)}"]`);
  for (const old of now.querySelectorAll("tr.is-found")) old.classList.remove("is-found");
  if (line) {
    line.classList.add("is-found");
    line.querySelector(".is-fine").focus();
    line.scrollIntoView({ block: "center" });
  } else if (code) {
    box.placeholder = box.dataset.unknown;
  }
}

document.addEventListener("keydown", (event) => {
  const box = event.target;
  if (box.id !== "scan") return;
  const found = digit(event);
  if (found !== null) {
    event.preventDefault();
    typed += found;
    box.value = typed;
  } else if (event.key === "Enter" || event.key === "Tab") {
    if (!typed && !box.value) return;
    event.preventDefault();
    find(box);
  } else if (event.key === "Backspace" || event.key === "Escape") {
    typed = "";
    box.value = "";
  }
});

count();
setInterval(renew, Number(now.dataset.renewSeconds) * 1000);
