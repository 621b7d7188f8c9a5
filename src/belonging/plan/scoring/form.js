// The scoring form: keeps a draft in this browser, and saves the score as a file.
"use strict";
(() => {
  const held = JSON.parse(document.getElementById("held").textContent);
  const form = document.getElementById("score");
  const said = document.getElementById("said");
  const key = `belonging-score:${held.plan_id}:${held.fingerprint}`;
  const head = "# One person's score of a lesson plan. Keep it beside the plan.\n";

  const inputs = (name) => [...form.querySelectorAll(`[name="${name}"]`)];
  const chosen = (name) => inputs(name).find((one) => one.checked)?.value ?? "";
  const words = (name) => form.elements[name].value.trim();

  function score() {
    const rows = {};
    for (const row of Object.keys(held.rows)) {
      const level = chosen(`${row}-level`);
      const fields = inputs(`${row}-field`).filter((one) => one.checked).map((one) => one.value);
      rows[row] = { level: level === "" ? null : Number(level), fields, comment: words(`${row}-comment`) };
    }
    const open = chosen("access");
    return {
      score_version: held.version,
      scorer: words("scorer"),
      plan_id: held.plan_id,
      plan_fingerprint: held.fingerprint,
      saved_at: new Date().toISOString().replace(/\.\d+Z$/, "Z"),
      rows,
      access: { open: open === "" ? null : open === "yes", comment: words("access-comment") },
      comment: words("comment"),
    };
  }

  function pick(row, [path, label, text]) {
    const line = document.createElement("p");
    line.className = "pick";
    const box = Object.assign(document.createElement("input"), { type: "checkbox", value: path });
    box.id = `${row}-${path}`;
    box.name = `${row}-field`;
    const says = document.createElement("label");
    says.htmlFor = box.id;
    const where = Object.assign(document.createElement("span"), { className: "where", textContent: label });
    says.append(where, ` ${text}`);
    line.append(box, says);
    return line;
  }

  // eight times the whole plan would be a long page: each list is made when it is opened, or when a draft needs it
  function others(row) {
    const place = form.querySelector(`.others[data-row="${row}"]`);
    if (place.querySelector("input")) return place;
    place.append(...held.others[row].map((leaf) => pick(row, leaf)));
    return place;
  }

  function fill(draft) {
    form.elements.scorer.value = draft.scorer ?? "";
    form.elements.comment.value = draft.comment ?? "";
    form.elements["access-comment"].value = draft.access?.comment ?? "";
    for (const one of inputs("access")) one.checked = draft.access?.open === (one.value === "yes");
    for (const row of Object.keys(held.rows)) {
      const given = draft.rows?.[row] ?? {};
      const fields = new Set(given.fields ?? []);
      for (const one of inputs(`${row}-level`)) one.checked = String(given.level) === one.value;
      if (held.others[row].some(([path]) => fields.has(path))) others(row).open = true;
      for (const one of inputs(`${row}-field`)) one.checked = fields.has(one.value);
      form.elements[`${row}-comment`].value = given.comment ?? "";
    }
  }

  function missing(now) {
    const found = [];
    if (!new RegExp(held.alias).test(now.scorer)) found.push(["scorer", "Your short name"]);
    for (const [row, title] of Object.entries(held.rows)) {
      const given = now.rows[row];
      if (given.level === null) found.push([`${row}-0`, `Row ${row}, ${title}: choose a level`]);
      if (!given.fields.length) found.push([row, `Row ${row}, ${title}: tick what in the plan shows it`]);
    }
    if (now.access.open === null) found.push(["access-yes", "Access: can every student take part?"]);
    if (now.access.open === false && !now.access.comment) {
      found.push(["access-comment", "Access: say what keeps someone out"]);
    }
    return found;
  }

  function say(bad, ...lines) {
    said.className = bad ? "bad" : "";
    said.replaceChildren(...lines);
    said.focus();
  }

  function paragraph(text) {
    return Object.assign(document.createElement("p"), { textContent: text });
  }

  function save(now) {
    const file = new Blob([head, JSON.stringify(now, null, 1), "\n"], { type: "text/yaml" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = `${held.plan_id}.score-${now.scorer}.yml`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    say(
      false,
      paragraph(`Saved as ${link.download}, where this browser puts its downloads.`),
      paragraph("Move it into the plan's folder, or send it to the person who asked you to score."),
    );
  }

  function keep() {
    try {
      localStorage.setItem(key, JSON.stringify(score()));
    } catch {
      // no storage here: the file is the only copy, and the words below say so once
      if (!keep.told) {
        keep.told = true;
        say(true, paragraph("This browser keeps no draft of this page. Save your score before you close it."));
      }
    }
  }

  form.addEventListener("input", (event) => {
    if (event.target.id === "scorer") event.target.value = event.target.value.toLowerCase();
    if (event.target.id !== "open") keep();
  });

  for (const place of form.querySelectorAll(".others")) {
    place.addEventListener("toggle", () => others(place.dataset.row));
  }

  document.getElementById("open").addEventListener("change", async (event) => {
    const [file] = event.target.files;
    if (!file) return;
    try {
      const draft = JSON.parse((await file.text()).replace(/^#.*$/gm, ""));
      if (draft.plan_id !== held.plan_id) {
        say(true, paragraph(`This is a score of another plan: ${draft.plan_id}. Open that plan's form.`));
      } else if (draft.plan_fingerprint !== held.fingerprint) {
        fill(draft);
        keep();
        say(true, paragraph("The plan has changed since this score was saved. Look at each row again, then save."));
      } else {
        fill(draft);
        keep();
        say(false, paragraph("Your score is open again."));
      }
    } catch {
      say(true, paragraph("This file is no score. Choose one whose name holds “.score-”."));
    }
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const now = score();
    const left = missing(now);
    if (!left.length) return save(now);
    const list = document.createElement("ul");
    for (const [id, what] of left) {
      const item = document.createElement("li");
      const link = Object.assign(document.createElement("a"), { href: `#${id}`, textContent: what });
      link.addEventListener("click", (click) => {
        click.preventDefault();
        document.getElementById(id).focus();
        document.getElementById(id).scrollIntoView({ block: "center" });
      });
      item.append(link);
      list.append(item);
    }
    say(true, paragraph(`Not saved yet. ${left.length} left to do:`), list);
  });

  try {
    const draft = JSON.parse(localStorage.getItem(key) ?? "null");
    if (draft) fill(draft);
  } catch {
    // a draft that cannot be read is as good as none
  }
})();
