// The notebook in the page: the answers in one, and the text of one to hand in. Twin of answers.py.
import { Report, choose } from "./mend/choose.js";
import { takeApart } from "./mend/parts.js";
import { Sheet } from "./mend/sheet.js";
import { isObject, linesOf, metadataOf, sourceOf, trim } from "./mend/text.js";

const ASIDE_HEAD = "**Kept aside**\n\nThese texts of yours have no certain place. Copy what you need into its answer cell; nothing here is scored.";
const BEGIN = /\bbegin\(["']([a-z0-9-]+)["']\)/g;

export function isOfModule(notebook, moduleId, tasks, release) {
  const marks = notebook.metadata.belonging;
  if (isObject(marks) && marks.module) return marks.module === moduleId;
  const begun = new Set(notebook.cells.flatMap((cell) => [...sourceOf(cell).matchAll(BEGIN)].map((found) => found[1])));
  if (begun.size === 1) return begun.has(moduleId);
  return new Sheet(tasks, release).evidence(notebook.cells) > 0;
}

// -> {answers: {task id: source}, own: [{after, place, cell}], report}
export function answersIn(notebook, tasks, release) {
  const sheet = new Sheet(tasks, release);
  const report = new Report();
  const marks = sheet.marks(notebook.cells);
  const missing = sheet.locked.filter((id) => !marks.includes(id));
  const holders = notebook.cells.map((cell, place) => takeApart(place, cell, marks[place], sheet, missing));
  const { answers, aside } = choose(holders, sheet, report);
  const own = [];
  const earlier = [];
  const end = release.cells.at(-1).id;
  let after = null;
  for (const holder of holders) {
    after = holder.mark ?? after;
    const text = holder.kind === "aside" ? sourceOf(holder.cell) : holder.rest;
    const kept = (where) => ({ after: where, place: holder.place, cell: { ...holder.cell, source: linesOf(text) } });
    if (holder.kind === "aside") earlier.push(kept(end));
    else if (["code", "text"].includes(holder.kind) && trim(text)) own.push(kept(after));
  }
  const heading = !earlier.some((one) => sourceOf(one.cell) === ASIDE_HEAD);
  return { answers, own: [...own, ...earlier, ...keptAside(aside, heading, end)], report };
}

function keptAside(texts, heading, end) {
  const cell = (text) => ({ after: end, aside: true, place: 0, cell: { cell_type: "markdown", metadata: {}, source: linesOf(text) } });
  const cells = texts.length && heading ? [cell(ASIDE_HEAD)] : [];
  for (const [where, text] of texts) {
    let fence = "```";
    while (text.includes(fence)) fence += "`";
    cells.push(cell(`**Kept aside**, found ${where}:\n\n${fence}\n${text}\n${fence}`));
  }
  return cells;
}

// The text of the notebook to hand in: the release, the answers, and the participant's own cells in their places.
export function notebookText(release, tasks, answers, own) {
  const byCell = new Map(Object.entries(tasks).map(([id, task]) => [task.cell, answers[id] ?? task.blank]));
  const taken = new Set(release.cells.map((cell) => cell.id));
  const named = own.map(({ after, place, aside, cell }) => {
    let id = cell.id ?? "";
    if (aside) {
      let number = 1;
      while (taken.has(`kept-aside-${number}`)) number += 1;
      id = `kept-aside-${number}`;
    } else if (!/^[a-zA-Z0-9-_]{1,64}$/.test(id) || taken.has(id)) {
      id = `own-${place}`;
    }
    taken.add(id);
    const { nbgrader, ...metadata } = metadataOf(cell);
    return { after, cell: { ...cell, id, metadata } };
  });
  const below = (id) => named.filter((one) => one.after === id).map((one) => one.cell);
  const cells = below(null);
  for (const cell of release.cells) {
    cells.push(byCell.has(cell.id) ? { ...cell, source: linesOf(byCell.get(cell.id)) } : cell, ...below(cell.id));
  }
  return JSON.stringify(sorted({ ...release, cells }), null, 1) + "\n";
}

// keys in order, as Jupyter and the package write them
function sorted(thing) {
  if (Array.isArray(thing)) return thing.map(sorted);
  if (thing === null || typeof thing !== "object") return thing;
  return Object.fromEntries(Object.keys(thing).sort().map((key) => [key, sorted(thing[key])]));
}
