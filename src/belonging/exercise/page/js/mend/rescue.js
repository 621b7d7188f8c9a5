// From any file to a notebook's cells. Twin of mend/rescue.py, sentence for sentence.
import { isZip, textOf, zipMembers } from "./unwrap.js";
import { salvage, unescaped } from "./salvage.js";
import { cellsOfPage, cellsOfScript, cellsOfText } from "./shapes.js";
import { Plain, gradeId, isObject, linesOf, sourceOf, trim, unix } from "./text.js";

export const CUT = "The file was cut off or damaged. All that can be read of it was used.";
const OLD = "The file had an older notebook format.";
const SIDES = "The file held two versions of itself, left by a merge. Both were read.";
const SCRIPT = "The file was a script, not a notebook. It was read cell by cell.";
const PAGE = "The file was a web page, not a notebook. It was read cell by cell.";
const TEXT = "The file was plain text, not a notebook. It was read line by line.";
const WRAPPED = "The notebook was packed inside another file.";
const MARKERS = /^<<<<<<<[^\n]*\n([\s\S]*?)(?:^\|\|\|\|\|\|\|[^\n]*\n[\s\S]*?)?^=======[ \t\r]*\n([\s\S]*?)^>>>>>>>[^\n]*\n?/gm;
const HOLDS = /["'“”]cell_type["'“”]|["'“”]source["'“”][ \t]*:/;

// bytes of a file -> [{name, notebook: {cells, metadata}, notes}]. Throws Plain with a sentence for the reader.
export async function rescue(bytes, name) {
  if (!isZip(bytes)) return [rescueText(textOf(bytes), name)];
  const found = [];
  const problems = [];
  let inside = [];
  try {
    inside = await zipMembers(bytes);
  } catch {
    // a zip that is cut off holds nothing that can be read
  }
  for (const [inner, content] of inside) {
    try {
      const one = rescueText(textOf(content), inner);
      found.push({ name: inner, notebook: one.notebook, notes: [WRAPPED, ...one.notes] });
    } catch (problem) {
      if (!(problem instanceof Plain)) throw problem;
      problems.push(problem);
    }
  }
  if (found.length) return found;
  throw problems[0] || new Plain(`“${name}” is not a notebook, and no notebook is in it. Choose the file whose name ends in .ipynb.`);
}

export function rescueText(text, name) {
  if (!trim(text)) throw new Plain(`“${name}” is empty. The download or the save did not finish: save or download it again.`);
  let found;
  try {
    found = JSON.parse(text);
  } catch {
    return damaged(unix(text), name);
  }
  return whole(found, name);
}

function whole(found, name) {
  for (const [level, one] of inside(found, 0)) {
    const notes = level ? [WRAPPED] : [];
    if (typeof one === "string") return withNote(rescueText(one, name), WRAPPED);
    if (Array.isArray(one)) return { name, notebook: asNotebook(one, {}), notes: [CUT] };
    if (Array.isArray(one.cells)) {
      return { name, notebook: asNotebook(one.cells, one.metadata), notes: one.nbformat === 4 ? notes : [...notes, OLD] };
    }
    const cells = one.worksheets.filter((sheet) => isObject(sheet) && Array.isArray(sheet.cells)).flatMap((sheet) => sheet.cells);
    if (cells.length) return { name, notebook: asNotebook(cells, one.metadata), notes: [...notes, OLD] };
  }
  if (isObject(found) && Number.isInteger(found.nbformat)) {
    throw new Plain(`“${name}” has the notebook format ${found.nbformat}, and holds no cell. Open it in JupyterLab, save it there, and try again.`);
  }
  throw new Plain(`“${name}” is not a notebook. Choose the file whose name ends in .ipynb.`);
}

function* inside(found, level) {
  if (isObject(found)) {
    if (Array.isArray(found.cells) || Array.isArray(found.worksheets)) yield [level, found];
    else if (level < 4) for (const one of Object.values(found)) yield* inside(one, level + 1);
  } else if (Array.isArray(found)) {
    if (found.some((one) => isObject(one) && "cell_type" in one)) yield [level, found];
    else if (level < 4) for (const one of found) yield* inside(one, level + 1);
  } else if (typeof found === "string" && HOLDS.test(found)) {
    yield [level, found];
  }
}

function damaged(text, name) {
  if (text.search(MARKERS) >= 0 && HOLDS.test(text)) {
    const [ours, theirs] = ["$1", "$2"].map((side) => rescueText(text.replace(MARKERS, side), name));
    const cells = both(ours.notebook.cells, theirs.notebook.cells);
    const metadata = Object.keys(ours.notebook.metadata).length ? ours.notebook.metadata : theirs.notebook.metadata;
    return { name, notebook: { cells, metadata }, notes: [SIDES, ...ours.notes] };
  }
  if (/^\s*</.test(text) && /<(html|body|div|pre|!doctype)/i.test(text)) {
    const [inner, cells] = cellsOfPage(text);
    if (inner !== null && inner !== text && HOLDS.test(inner)) return withNote(rescueText(inner, name), WRAPPED);
    if (cells.length && !(inner !== null && HOLDS.test(inner))) return { name, notebook: asNotebook(cells, {}), notes: [PAGE] };
  }
  if (HOLDS.test(text)) {
    const [cells, module_] = salvage(text);
    if (cells.length) return { name, notebook: asNotebook(cells, module_ ? { belonging: { module: module_ } } : {}), notes: [CUT] };
  }
  if (text.includes('\\"cell_type\\"') && unescaped(text) !== text) return withNote(damaged(unescaped(text), name), WRAPPED);
  for (const [cells, note] of [[cellsOfScript(text), SCRIPT], [cellsOfText(text), TEXT]]) {
    if (cells.length) return { name, notebook: asNotebook(cells, {}), notes: [note] };
  }
  throw new Plain(trim(text).startsWith("{")
    ? `“${name}” is cut off or damaged, and no answer can be read from it. Open it where it was made and save it again; keep this file too.`
    : `“${name}” is not a notebook. Choose the file whose name ends in .ipynb.`);
}

const withNote = (found, note) => found.notes.includes(note) ? found : { ...found, notes: [note, ...found.notes] };

function both(ours, theirs) {
  const together = [...ours];
  let at = 0;
  for (const cell of theirs) {
    const same = together.findIndex((one) => (gradeId(one) || "") === (gradeId(cell) || "") && sourceOf(one) === sourceOf(cell));
    if (same >= 0) at = same + 1;
    else together.splice(at++, 0, cell);
  }
  return together;
}

const asNotebook = (cells, metadata) =>
  ({ cells: cells.filter(isObject).map(tidy), metadata: isObject(metadata) ? metadata : {} });

function tidy(cell) {
  let kind = cell.cell_type;
  const stored = "source" in cell ? cell.source : cell.input;
  const strings = Array.isArray(stored) ? stored.filter((line) => typeof line === "string") : [];
  let text = typeof stored === "string" ? stored : strings.join("");
  if (kind === "heading") {
    const level = Number.isInteger(cell.level) && cell.level > 0 && cell.level < 7 ? cell.level : 1;
    kind = "markdown";
    text = "#".repeat(level) + " " + text;
  }
  kind = ["code", "markdown", "raw"].includes(kind) ? kind : "raw";
  const tidied = { cell_type: kind, metadata: isObject(cell.metadata) ? cell.metadata : {}, source: linesOf(unix(text)) };
  if (typeof cell.id === "string") tidied.id = cell.id;
  return kind === "code" ? { ...tidied, execution_count: null, outputs: [] } : tidied;
}
