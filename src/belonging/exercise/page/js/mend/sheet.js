// What mending knows of the exercise, and which of its cells a cell is. Twin of mend/sheet.py.
import { escapeRegex, gradeId, metadataOf, normal, sourceOf, trim } from "./text.js";

export const PYTHON = /^[ \t]*([A-Za-z_][A-Za-z0-9_.]*[ \t]*[=([]|import |from |def |for |if |#|%|@)/m;

export class Sheet {
  constructor(tasks, release) {
    this.slots = Object.values(tasks).map((task) => ({
      id: task.id,
      kind: task.kind,
      variable: task.variable,
      cell: task.cell,
      blank: task.blank,
      heading: task.heading,
      codes: ["choice", "several"].includes(task.kind) ? task.codes : [],
      label: task.variable.startsWith("answer_") ? task.variable.slice(7).toUpperCase() : "",
      short: task.heading.split(".")[0],
    }));
    this.sources = new Map(release.cells.map((cell) => [cell.id, sourceOf(cell)]));
    this.types = new Map(release.cells.map((cell) => [cell.id, cell.cell_type]));
    this.answers = new Map(this.slots.map((slot) => [slot.cell, slot]));
    this.places = new Map(this.answers);
    this.headings = new Map(this.slots.map((slot) => [`### ${slot.heading}`, slot]));
    for (const slot of this.slots) {
      this.places.set(`prompt-${slot.id}`, slot);
      this.places.set(`check-${slot.id}`, slot);
    }
    this.locked = [...this.sources.keys()].filter((id) => !this.answers.has(id));
    const texts = [...this.sources.values()].map(trim);
    this.byText = new Map([...this.sources].map(([id, text]) => [trim(text), id])
      .filter(([text]) => texts.filter((one) => one === text).length === 1));
    this.byHead = new Map([...this.byText].filter(([text]) => text.startsWith("#")).map(([text, id]) => [text.split("\n")[0], id]));
    this.normals = new Map(this.locked.map((id) => [id, normal(this.sources.get(id))]));
    this.lines = new Set(this.locked.flatMap((id) => this.sources.get(id).split("\n").map(normal)));
    this.lines.delete("");
  }

  variable(label) {
    const wanted = label.toUpperCase().replace(/^([SQ]?)0+(?=[0-9])/, "$1");
    return this.slots.find((slot) => slot.label && slot.label === wanted) || null;
  }

  isOurs(line, cell) {
    const bare = normal(line);
    if (!bare) return !/[^ \t|:*_#`>-]/.test(line);
    return this.lines.has(bare) || (bare.length >= 12 && this.normals.get(cell).includes(bare));
  }

  evidence(cells) {
    const marked = new Set(cells.map((cell) => this.mark(cell)));
    [null, "text-title", "text-setup"].forEach((id) => marked.delete(id));
    const heads = new Set(cells.flatMap((cell) => sourceOf(cell).split("\n").map(trim)).filter((line) => this.headings.has(line)));
    return marked.size + heads.size;
  }

  marks(cells) {
    const found = cells.map((cell) => this.mark(cell));
    for (let n = 1; n < cells.length; n += 1) {
      const slot = this.places.get(found[n - 1]);
      if (found[n] !== null || !slot || found[n - 1] !== `prompt-${slot.id}` || found.includes(slot.cell)) continue;
      const text = sourceOf(cells[n]);
      let fits;
      if (slot.kind === "words") fits = cells[n].cell_type !== "code" || !PYTHON.test(text);
      else if (slot.kind === "code") fits = new RegExp(`^def ${escapeRegex(slot.variable)}(?![A-Za-z0-9_])`, "m").test(text);
      else fits = /^[ \t]*answer[ _]?[sq]?[0-9]*[ \t]*=|^[^\n]{0,40}$/im.test(text);
      found[n] = fits && trim(text) && !isKeptAside(cells[n]) ? slot.cell : null;
    }
    return found;
  }

  mark(cell) {
    for (const id of [gradeId(cell), cell.id, metadataOf(cell).id]) {
      if (typeof id === "string" && this.sources.has(id)) return id;
    }
    const text = trim(sourceOf(cell));
    if (this.byText.has(text)) return this.byText.get(text);
    if (text.includes("from belonging import begin") && text.includes("begin(") && cell.cell_type === "code") {
      return "text-setup";
    }
    return this.byHead.get(text.split("\n")[0]) ?? null;
  }
}

export const isKeptAside = (cell) => sourceOf(cell).startsWith("**Kept aside");
