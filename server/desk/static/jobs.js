// The bar of long work asks how far it is until it ends, then goes to the result.
const ASK_MS = 500;

async function ask(place) {
  const bar = place.querySelector("progress");
  const words = place.querySelector(".job-words");
  try {
    const answer = await fetch(`/desk/jobs/${place.dataset.job}/now`, { headers: { Accept: "application/json" } });
    if (answer.status === 401) location.reload();
    if (answer.status === 200) {
      const job = await answer.json();
      bar.max = job.total || 1;
      bar.value = job.done;
      if (words.textContent !== job.words) words.textContent = job.words;
      if (job.page) location.replace(job.page);
      else if (!job.unfinished) location.reload();
      if (!job.unfinished) return;
    }
  } catch {
    // No connection: the next try comes by itself.
  }
  setTimeout(() => ask(place), ASK_MS);
}

for (const place of document.querySelectorAll("[data-job]")) {
  if (document.querySelector("form[action$='/cancel']")) setTimeout(() => ask(place), ASK_MS);
}
