// A scanned copy finds its line in the queue, wherever the focus is and in any layout.
const root = document.getElementById("now") ?? document;
let typed = "";

// Whether a code is half read: nothing may be swapped then.
export function halfRead() {
  return Boolean(typed || document.getElementById("scan")?.value);
}

export function lineOf(code) {
  return root.querySelector(`tr[data-code="${CSS.escape(code)}"]`);
}

// A long queue shows its first lines only; the others come when their copy is scanned.
async function fetchLine(code, back) {
  const headers = { "Content-Type": "application/json", "X-Library-Kiosk": "1", Accept: "text/html" };
  try {
    const answer = await fetch("/desk/checks/line", { method: "POST", headers, body: JSON.stringify({ code, back }) });
    if (answer.status !== 200) return null;
    const part = document.createElement("template");
    part.innerHTML = await answer.text();
    const lines = root.querySelector("[data-lines]");
    lines?.prepend(part.content);
    return lines && lineOf(code);
  } catch {
    return null;
  }
}

async function find(box) {
  const code = typed || box.value.trim();
  typed = box.value = "";
  for (const old of root.querySelectorAll("tr.is-found")) old.classList.remove("is-found");
  const line = lineOf(code) ?? (await fetchLine(code, box.dataset.back));
  if (line) {
    line.classList.add("is-found");
    line.querySelector(".is-fine").focus();
    line.scrollIntoView({ block: "center" });
  } else {
    box.placeholder = box.dataset.unknown;
    box.focus();
  }
}

// Keys by their place on the keyboard: a scanner types digits in any layout.
function digit(event) {
  const found = /^(?:Digit|Numpad)(\d)$/.exec(event.code);
  return found && !event.ctrlKey && !event.altKey && !event.metaKey ? found[1] : null;
}

document.addEventListener("keydown", (event) => {
  const box = document.getElementById("scan");
  if (!box || (event.target !== box && event.target.matches?.("input, select, textarea"))) return;
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
