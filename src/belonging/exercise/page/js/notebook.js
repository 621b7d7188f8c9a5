// The notebook in the page: reading any file, finding the answers in it, and writing one to hand in.
// The same rules as reading.py and answers.py of the package; a test gives both the same damaged files.

export class Plain extends Error {}

const sourceOf = (cell) => Array.isArray(cell.source) ? cell.source.join("") : String(cell.source ?? "");
const linesOf = (text) => text.match(/[^\n]*\n|[^\n]+$/g) || [];
const gradeId = (cell) => {
  const id = cell.metadata && cell.metadata.nbgrader && cell.metadata.nbgrader.grade_id;
  return typeof id === "string" ? id : null;
};

// Text of a file -> {cells, metadata} without outputs. Throws Plain with a sentence for the reader.
export function parseNotebook(text, name) {
  const file = `“${name}”`;
  const body = text.replace(/^\ufeff/, "");
  if (!body.trim()) throw new Plain(`${file} is empty. The download or the save did not finish: save or download it again.`);
  let found;
  try {
    found = JSON.parse(body);
  } catch {
    throw new Plain(body.trimStart().startsWith("{")
      ? `${file} is cut off or damaged, so it cannot be read as a notebook. Open it where it was made and save it again; keep this file too.`
      : `${file} is not a notebook. Choose the file whose name ends in .ipynb.`);
  }
  if (!found || typeof found !== "object" || !Number.isInteger(found.nbformat)) {
    throw new Plain(`${file} is not a notebook. Choose the file whose name ends in .ipynb.`);
  }
  if (found.nbformat !== 4 || !Array.isArray(found.cells)) {
    throw new Plain(`${file} has the notebook format ${found.nbformat}; this course uses format 4. Open it in JupyterLab, save it there, and try again.`);
  }
  const isObject = (thing) => thing !== null && typeof thing === "object" && !Array.isArray(thing);
  const cells = found.cells.filter(isObject).map((cell) => {
    const kind = ["code", "markdown", "raw"].includes(cell.cell_type) ? cell.cell_type : "raw";
    const tidy = {
      cell_type: kind,
      metadata: isObject(cell.metadata) ? cell.metadata : {},
      source: linesOf(sourceOf(cell)),
    };
    if (typeof cell.id === "string") tidy.id = cell.id;
    return kind === "code" ? { ...tidy, execution_count: null, outputs: [] } : tidy;
  });
  return { cells, metadata: isObject(found.metadata) ? found.metadata : {} };
}

export function isOfModule(notebook, moduleId, tasks) {
  const marks = notebook.metadata.belonging;
  if (marks && marks.module) return marks.module === moduleId;
  const ids = new Set(notebook.cells.map(gradeId));
  return Object.values(tasks).some((task) => ids.has(task.cell));
}

// -> {answers: {task id: source}, own: [{after, cell}], repaired: [sentences]}
export function answersIn(notebook, tasks, release) {
  const ours = new Set(release.cells.map((cell) => cell.id));
  const used = new Set();
  const repaired = [];
  const answers = {};
  for (const [id, task] of Object.entries(tasks)) answers[id] = answer(notebook.cells, task, used, repaired);
  const own = [];
  let after = null;
  notebook.cells.forEach((cell, place) => {
    const id = gradeId(cell);
    if (ours.has(id)) after = id;
    else if (!used.has(place) && sourceOf(cell).trim()) own.push({ after, place, cell });
  });
  return { answers, own, repaired };
}

function answer(cells, task, used, repaired) {
  const all = [...cells.keys()];
  const holds = new RegExp(task.kind === "code" ? `^def ${task.variable}\\b` : `^${task.variable}\\s*=(?!=)`, "m");
  const marked = all.filter((n) => gradeId(cells[n]) === task.cell);
  const loose = task.kind === "words" ? []
    : all.filter((n) => gradeId(cells[n]) === null && holds.test(sourceOf(cells[n])));
  marked.forEach((n) => used.add(n));
  const filled = [...marked, ...loose].filter((n) => !["", task.blank.trim()].includes(sourceOf(cells[n]).trim()));
  if (!marked.length) {
    repaired.push(`${task.heading}: its answer cell was missing${filled.length ? ", the answer was found." : "."}`);
  } else if (marked.length > 1) {
    repaired.push(`${task.heading}: its answer cell was there ${marked.length} times.`);
  }
  if (!filled.length) return task.blank;
  const inMarked = filled.filter((n) => marked.includes(n));
  const chosen = (inMarked.length ? inMarked : filled).at(-1);
  used.add(chosen);
  if (new Set(filled.map((n) => sourceOf(cells[n]).trim())).size > 1) {
    repaired.push(`${task.heading}: there were different answers, and the last one in its own cell counts.`);
  }
  if (cells[chosen].cell_type !== (task.kind === "words" ? "markdown" : "code")) {
    repaired.push(`${task.heading}: its cell had been turned into another kind of cell.`);
  }
  return sourceOf(cells[chosen]);
}

// The text of the notebook to hand in: the release, the answers, and the participant's own cells in their places.
export function notebookText(release, tasks, answers, own) {
  const byCell = new Map(Object.entries(tasks).map(([id, task]) => [task.cell, answers[id] ?? task.blank]));
  const taken = new Set(release.cells.map((cell) => cell.id));
  const cells = [];
  const add = (after) => own.filter((one) => one.after === after).forEach(({ place, cell }) => {
    let id = cell.id ?? "";
    if (!/^[a-zA-Z0-9-_]{1,64}$/.test(id) || taken.has(id)) id = `own-${place}`;
    taken.add(id);
    const { nbgrader, ...metadata } = cell.metadata;
    cells.push({ ...cell, id, metadata });
  });
  add(null);
  for (const cell of release.cells) {
    cells.push(byCell.has(cell.id) ? { ...cell, source: linesOf(byCell.get(cell.id)) } : cell);
    add(cell.id);
  }
  return JSON.stringify(sorted({ ...release, cells }), null, 1) + "\n";
}

// keys in order, as Jupyter and the package write them
function sorted(thing) {
  if (Array.isArray(thing)) return thing.map(sorted);
  if (thing === null || typeof thing !== "object") return thing;
  return Object.fromEntries(Object.keys(thing).sort().map((key) => [key, sorted(thing[key])]));
}
