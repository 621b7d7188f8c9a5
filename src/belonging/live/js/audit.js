// Audit my unit: tally who is pictured, keyboard first; Python counts. The tally is kept in this browser.
import { element } from "./element.js";
import { beforehand, panel } from "./panel.js";
import { tool } from "./tool.js";

const AUDIT_ROOM = "belonging.unit_audit.in_page";
const AUDIT_KEPT = "belonging:audit";
// The same words and order as QUESTIONS in figure.py; a test holds them together.
const WHO = [["focus", "Yes", "1"], ["other", "No", "2"], ["unclear", "The page does not say", "3"]];
const QUESTIONS = [
  ["expert", "Shown as someone who knows or can do this?", "e"],
  ["living", "Alive and working today?", "l"],
  ["doing", "Shown doing the work?", "d"],
  ["used", "Do students use this person's work?", "u"],
];
const AUDIT_ENOUGH = 20;

tool("audit", (host) => {
  let tally = keptTally();
  const before = []; // earlier tallies, for Undo
  let counted = false;

  const focus = element("input", { type: "text", id: "bbd-audit-focus", maxLength: 60, autocomplete: "off", value: tally.focus });
  const part = element("input", { type: "text", id: "bbd-audit-part", maxLength: 80, autocomplete: "off" });
  const who = WHO.map(([value, words, key]) => labelledBox("radio", `bbd-audit-who-${value}`, value, words, key));
  const boxes = QUESTIONS.map(([name, words, key]) => labelledBox("checkbox", `bbd-audit-shown-${name}`, name, words, key));
  const add = element("button", { type: "submit", textContent: "Add this person" });
  const form = element(
    "form", { noValidate: true },
    element("h3", { textContent: "One person at a time" }),
    auditField(part, "Slide, page or poster (kept for the next person)"),
    element("fieldset", {}, element("legend", { textContent: "From the group you look for?" }), ...who.map((one) => one.row)),
    element("fieldset", {}, element("legend", { textContent: "How the page shows this person" }), ...boxes.map((one) => one.row)),
    element("p", { className: "bbd-live-note", textContent: "Faster by keyboard: in the two lists the keys 1, 2, 3 and E, L, D, U choose, Enter adds." }),
    add,
  );
  const said = element("p", { className: "bbd-audit-said", role: "status" });
  const undo = element("button", { type: "button", textContent: "Undo" });
  const clear = element("button", { type: "button", textContent: "Start over" });
  const count = element("button", { type: "button", textContent: "Show me the picture" });
  const save = element("button", { type: "button", textContent: "Save as CSV" });
  const open = element("button", { type: "button", textContent: "Open a CSV" });
  const file = element("input", { type: "file", accept: ".csv,text/csv", hidden: true, "aria-label": "A CSV file to open" });
  const list = element("tbody");
  const head = element("tr", {}, ...["No.", "Where", "Group", "Knows", "Alive", "At work", "Used", "Change"].map((name) =>
    element("th", { scope: "col", textContent: name })));
  const table = element("table", {}, element("caption", { textContent: "Your tally" }), element("thead", {}, head), list);
  const scroll = element("div", { className: "bbd-scroll", role: "group", "aria-label": "Your tally", tabIndex: 0 }, table);
  const found = element("div", { className: "bbd-live-found" });
  host.append(
    auditField(focus, "Whom do you look for? For example: women, people from our town, people who use a wheelchair"),
    form, said, element("p", { className: "bbd-audit-buttons" }, undo, clear, save, open, file), scroll,
    element("p", { className: "bbd-live-before", textContent: beforehand([]) }), count,
  );
  const show = panel(host);
  host.append(found);

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const chosen = who.find((one) => one.field.checked);
    if (!chosen) {
      tell("Please choose first: is this person from the group you look for? “The page does not say” is an answer too.");
      who[0].field.focus();
      return;
    }
    const figure = { part: part.value.trim(), who: chosen.field.value };
    for (const { field } of boxes) figure[field.value] = field.checked;
    change({ ...tally, figures: [...tally.figures, figure] });
    for (const { field } of [...who, ...boxes]) field.checked = false;
    who[0].field.focus();
    tell(`${people(tally.figures.length)} so far.${tally.figures.length < AUDIT_ENOUGH ? ` Twenty give a first picture.` : ""}`);
  });
  // Single keys work only inside the two lists, so that they never get in the way of typing or of a screen reader.
  form.addEventListener("keydown", (event) => {
    if (event.target.type === "text" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" && event.target.type !== "submit") { event.preventDefault(); form.requestSubmit(); return; }
    const hit = [...who, ...boxes].find((one) => one.key === event.key.toLowerCase());
    if (!hit) return;
    event.preventDefault();
    hit.field.checked = hit.field.type === "radio" || !hit.field.checked;
    hit.field.focus();
  });
  focus.addEventListener("input", () => { tally = { ...tally, focus: focus.value }; keep(); recount(); });
  undo.addEventListener("click", () => {
    if (!before.length) { tell("There is nothing to undo."); return; }
    tally = { ...before.pop(), focus: tally.focus };
    keep(); draw(); recount();
    tell(`Undone. ${people(tally.figures.length)} now.`);
  });
  clear.addEventListener("click", () => {
    if (!tally.figures.length) { tell("The tally is empty already."); return; }
    change({ ...tally, figures: [] });
    tell("The tally is empty. “Undo” brings it back.");
  });
  count.addEventListener("click", async () => {
    if (show.isBusy()) return;
    if (!tally.figures.length) { tell("Add at least one person first."); who[0].field.focus(); return; }
    counted = true;
    await picture();
    if (found.firstChild) found.querySelector("h3").focus();
  });
  save.addEventListener("click", async () => {
    if (show.isBusy()) return;
    const made = await show.run(`${AUDIT_ROOM}:save`, { figures: tally.figures });
    if (!made) return;
    // With the mark at its start, spreadsheet programs read accents rightly.
    const link = element("a", { href: URL.createObjectURL(new Blob(["\ufeff", made.csv], { type: "text/csv" })), download: "my-unit.csv" });
    link.click();
    URL.revokeObjectURL(link.href);
    tell("Saved as my-unit.csv.");
  });
  open.addEventListener("click", () => file.click());
  file.addEventListener("change", async () => {
    if (!file.files[0] || show.isBusy()) return;
    const content = new Uint8Array(await file.files[0].arrayBuffer());
    const name = file.files[0].name;
    file.value = "";
    const opened = await show.run(`${AUDIT_ROOM}:open_file`, {}, { files: { content } });
    if (!opened) return;
    change({ ...tally, figures: opened.figures });
    tell(`Opened “${name}”: ${people(tally.figures.length)}. “Undo” brings back what was here.`);
  });

  function change(next) {
    before.push(tally);
    tally = next;
    keep(); draw(); recount();
  }
  function keep() {
    try { localStorage.setItem(AUDIT_KEPT, JSON.stringify(tally)); } catch {
      tell("This browser cannot keep your tally. Save it as CSV before you close the page.");
    }
  }
  let due = null;
  function recount() { // once Python is there, the picture follows the tally
    clearTimeout(due);
    if (counted) due = setTimeout(picture, 150);
  }
  async function picture() {
    if (show.isBusy()) { recount(); return; }
    const made = await show.run(`${AUDIT_ROOM}:result`, { figures: tally.figures, focus: tally.focus });
    if (!made) return;
    const title = element("h3", { tabIndex: -1, textContent: "What your unit shows" });
    found.replaceChildren(title);
    found.insertAdjacentHTML("beforeend", made.html); // written by Python, which escapes what was typed
  }
  function draw() {
    list.replaceChildren(...tally.figures.map((figure, place) => {
      const remove = element("button", { type: "button", "aria-label": `Remove person ${place + 1}`, textContent: "Remove" });
      remove.addEventListener("click", () => {
        change({ ...tally, figures: tally.figures.filter((_, other) => other !== place) });
        tell(`Person ${place + 1} is removed. “Undo” brings them back.`);
        (list.querySelectorAll("button")[Math.min(place, tally.figures.length - 1)] ?? undo).focus();
      });
      const cells = [figure.part, WHO.find(([value]) => value === figure.who)[1], ...QUESTIONS.map(([name]) => (figure[name] ? "yes" : "no"))];
      return element("tr", {}, element("th", { scope: "row", textContent: String(place + 1) }),
        ...cells.map((text) => element("td", { textContent: text })), element("td", {}, remove));
    }));
    scroll.hidden = !tally.figures.length;
    undo.disabled = !before.length;
  }
  function tell(words) { said.textContent = words; }
  draw();
  if (tally.figures.length) tell(`Your tally of ${people(tally.figures.length)} is still here.`);
});

const people = (n) => `${n} ${n === 1 ? "person" : "people"}`;
const auditField = (field, words) => element("p", {}, element("label", { htmlFor: field.id, textContent: words }), field);

function labelledBox(type, id, value, words, key) {
  const field = element("input", { type, id, value, name: type === "radio" ? "bbd-audit-who" : id });
  const label = element("label", { htmlFor: id, textContent: words });
  return { field, key, row: element("p", { className: "bbd-live-check" }, field, label, element("kbd", { "aria-hidden": "true", textContent: key.toUpperCase() })) };
}

function keptTally() {
  const empty = { focus: "", figures: [] };
  try {
    const kept = JSON.parse(localStorage.getItem(AUDIT_KEPT)) ?? empty;
    const known = new Set(WHO.map(([value]) => value));
    return { focus: String(kept.focus ?? ""), figures: kept.figures.filter((figure) => known.has(figure.who)) };
  } catch {
    return empty; // another program's note under our name, or a browser that keeps nothing
  }
}
