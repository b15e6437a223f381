// A keyboard-wedge scanner types like a very fast person. Physical key codes are collected
// whatever has the focus and whatever the layout; the server turns them into text.

const GAP = 80;
const SHORTEST = 4;
const LATE = 25;
const ENDS = new Set(["Enter", "NumpadEnter", "Tab"]);
const TYPING = /^(?:Key[A-Z]|Digit\d|Numpad\w+|Space|Minus|Equal|Bracket(?:Left|Right)|Backslash|Semicolon|Quote|Comma|Period|Slash|Backquote|Intl\w+)$/;

/** `scanned` gets a burst as [code, shift, ms since its first key]; `typed` gets each key
    that turned out to be a person's. */
export function listen({ scanned, typed }) {
  let burst = [];
  let timer = 0;

  const flush = () => {
    clearTimeout(timer);
    const keys = burst;
    burst = [];
    if (keys.length >= SHORTEST) {
      const start = keys[0][2];
      scanned(keys.map(([code, shift, at]) => [code, shift, Math.round(at - start)]));
    } else {
      for (const [code] of keys) typed(code);
    }
  };

  // A page that was busy gets its clock before the keys that came meanwhile: wait for them.
  const close = (due) => {
    if (performance.now() - due > LATE) wait();
    else flush();
  };
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(close, GAP, performance.now() + GAP);
  };

  window.addEventListener("keydown", (event) => {
    if (event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
    const at = event.timeStamp;
    if (burst.length > 0 && at - burst[burst.length - 1][2] > GAP) flush();
    if (ENDS.has(event.code)) {
      // Only after a burst does Enter or Tab belong to the scanner; else it is a person's.
      if (burst.length >= SHORTEST) event.preventDefault();
      else typed(event.code);
      flush();
      return;
    }
    if (event.code === "Backspace") typed(event.code);
    if (!TYPING.test(event.code)) return;
    if (event.code === "Space" && burst.length === 0) return;
    if (event.code === "Space") event.preventDefault();
    burst.push([event.code, event.shiftKey, at]);
    wait();
  }, { capture: true });
}
