// Clicks become scans; the kiosk beside them is scaled to fit.
const said = document.getElementById("said");

async function post(path, content) {
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Library-Kiosk": "1" },
      body: JSON.stringify(content),
    });
    said.textContent = answer.ok ? said.dataset.sent : said.dataset.failed;
  } catch {
    said.textContent = said.dataset.failed;
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-text],[data-trick]");
  if (!button) return;
  if (button.dataset.trick) post("/demo/trick", { name: button.dataset.trick });
  else post("/demo/scan", { text: button.dataset.text });
});

document.getElementById("type-text").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = event.target.text.value;
  if (text) post("/demo/scan", { text });
  event.target.text.select();
});

const frame = document.getElementById("kiosk");
const size = document.getElementById("size");

function fit() {
  const [width, height] = size.value.split("x").map(Number);
  const box = frame.parentElement;
  box.style.width = "";
  frame.width = width;
  frame.height = height;
  const scale = Math.min(box.clientWidth / width, (window.innerHeight - 96) / height, 1);
  frame.style.transform = `scale(${scale})`;
  box.style.height = `${height * scale}px`;
  box.style.width = `${width * scale}px`;
}

size.value = window.innerWidth >= 1500 ? "1080x1920" : "1280x800";
size.addEventListener("change", fit);
window.addEventListener("resize", fit);
fit();
