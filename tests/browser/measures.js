// What the look must hold on every screen; gives a list of faults in words.
([width, height]) => {
  const faults = [];
  const name = (part) => `${part.tagName.toLowerCase()}.${[...part.classList].join(".")}`
    + ` «${(part.innerText ?? "").trim().slice(0, 30).replace(/\s+/g, " ")}»`;
  const seen = (part) => {
    const box = part.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1) return false;
    for (let up = part; up; up = up.parentElement) {
      const style = getComputedStyle(up);
      if (style.display === "none" || style.visibility === "hidden") return false;
      if (up !== part && style.clipPath !== "none") return false;
    }
    return true;
  };
  const scroller = (part) => part.closest(".loans, .slips, .stage-foot");
  const scrolls = (part) => {
    const up = scroller(part);
    return up && /auto|scroll/.test(getComputedStyle(up).overflowY);
  };
  const parts = [...document.querySelectorAll("#screen *")].filter(
    (part) => !part.closest("svg") && seen(part),
  );
  for (const part of parts) {
    const box = part.getBoundingClientRect();
    const style = getComputedStyle(part);
    if (box.left < -1 || box.top < -1 || box.right > width + 1 || box.bottom > height + 1) {
      if (!scrolls(part)) faults.push(`outside the screen: ${name(part)}`);
    }
    const clips = style.overflowX !== "visible" || style.overflowY !== "visible";
    const mayScroll = /auto|scroll/.test(style.overflowY);
    const cut = part.matches(".cover, .cover-title, .cover-author, .who span, .unseen");
    if (clips && !mayScroll && !cut
        && (part.scrollWidth > part.clientWidth + 1 || part.scrollHeight > part.clientHeight + 1)) {
      faults.push(`clips its content: ${name(part)}`);
    }
    const words = [...part.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!words) continue;
    if (Number.parseFloat(style.fontSize) < 23.99 && !part.closest(".ring-box")) {
      faults.push(`text of ${style.fontSize}: ${name(part)}`);
    }
    if (part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 0 && !cut
        && style.display !== "inline") {
      faults.push(`wider than its box: ${name(part)}`);
    }
    // Words must stay inside the button, card or column that holds them.
    const holder = part.closest(".button, .countdown, .banner, .place, .slip, .loan, .line, .stage, .context, .head");
    if (holder && holder !== part && !scrolls(part)) {
      const range = document.createRange();
      range.selectNodeContents(part);
      const text = range.getBoundingClientRect();
      const around = holder.getBoundingClientRect();
      // Line boxes are a little higher than their letters.
      const slack = Number.parseFloat(style.fontSize) * 0.2 + 1;
      if (text.left < around.left - 1 || text.right > around.right + 1
          || text.top < around.top - slack || text.bottom > around.bottom + slack) {
        if (!cut) faults.push(`leaves its box: ${name(part)} out of ${name(holder)}`);
      }
    }
  }
  const areas = [...document.querySelectorAll(
    ".head, .banners, .stage, .context, .choices, .actions, .side, .languages, .frame > .tools, .hint, .panel-box, .frame-panel > .countdown",
  )].filter((part) => seen(part) && !part.parentElement.closest(".stage, .context, .panel-box"));
  areas.forEach((one, index) => areas.slice(index + 1).forEach((other) => {
    const a = one.getBoundingClientRect();
    const b = other.getBoundingClientRect();
    if (a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1) {
      faults.push(`overlap: ${name(one)} and ${name(other)}`);
    }
  }));
  const inView = (part) => {
    const list = part.closest(".loans, .slips")?.getBoundingClientRect();
    const box = part.getBoundingClientRect();
    return !list || (box.top >= list.top && box.bottom <= list.bottom);
  };
  const targets = [...document.querySelectorAll("#screen button")].filter(
    (part) => seen(part) && inView(part),
  );
  for (const target of targets) {
    const box = target.getBoundingClientRect();
    if (box.width < 71.9 || box.height < 71.9) {
      faults.push(`target ${Math.round(box.width)} × ${Math.round(box.height)}: ${name(target)}`);
    }
    if (box.bottom < height / 3 && !target.closest(".loans, .keys")) {
      faults.push(`target in the upper third: ${name(target)}`);
    }
  }
  targets.forEach((one, index) => targets.slice(index + 1).forEach((other) => {
    const a = one.getBoundingClientRect();
    const b = other.getBoundingClientRect();
    const across = Math.max(a.left, b.left) - Math.min(a.right, b.right);
    const down = Math.max(a.top, b.top) - Math.min(a.bottom, b.bottom);
    if (Math.max(across, down) < 15.4) {
      faults.push(`gap ${Math.round(Math.max(across, down))}: ${name(one)} and ${name(other)}`);
    }
  }));
  for (const use of document.querySelectorAll("#screen use")) {
    if (!document.querySelector(use.getAttribute("href"))) faults.push(`no drawing ${use.getAttribute("href")}`);
  }
  return faults;
}
