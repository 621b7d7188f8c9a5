// Takes one cell of a damaged notebook apart. Twin of mend/parts.py.
import { asItShouldBe, findLines } from "./lines.js";
import { cellChecksum } from "./md5.js";
import { isKeptAside } from "./sheet.js";
import { isObject, metadataOf, sourceOf, squeeze, stripLines, trim } from "./text.js";

export const [OWN, NAMED, LOOSE, UNNAMED, NEAR] = [0, 1, 2, 3, 4];
const LEAD = /^([ \t]*#|from [A-Za-z_.]+ import |import |@)/;
const IMPORT = /^(from |import )/;

const part = (text, slot = null, rank = NEAR) => ({ text, slot, rank, taken: false, certain: true });
const inSome = (n, found) => found.some((one) => one.start <= n && n < one.end);

export class Holder {
  constructor(place, cell, mark, slot, kind) {
    Object.assign(this, { place, cell, mark, slot, kind, parts: [], split: false });
  }

  get rest() {
    if (!this.split && !this.parts.some((one) => one.taken)) return sourceOf(this.cell);
    return trim(this.parts.filter((one) => !one.taken).map((one) => one.text).join("\n"));
  }

  get where() {
    if (["code", "text"].includes(this.kind)) return "in a cell of your own";
    if (["answer", "words"].includes(this.kind) && this.slot) return `in the answer cell of ${this.slot.short}`;
    if (this.slot && this.mark === `check-${this.slot.id}`) return `in the check cell of ${this.slot.short}`;
    return this.slot ? `in the text of ${this.slot.short}` : "in a text of the course";
  }
}

export function takeApart(place, cell, mark, sheet, missing) {
  const text = sourceOf(cell);
  const slot = mark === null ? null : sheet.places.get(mark) ?? null;
  const kind = mark === null ? (isKeptAside(cell) ? "aside" : cell.cell_type === "code" ? "code" : "text")
    : !sheet.answers.has(mark) ? "locked" : slot && slot.kind === "words" ? "words" : "answer";
  const holder = new Holder(place, cell, mark, slot, kind);
  if (kind === "aside" || (kind === "locked" && isUntouched(cell, mark, sheet))) return holder;
  let pieces = regionsOf(text, mark === null ? null : slot, sheet, missing);
  if (["text", "code"].includes(kind)) pieces = pieces.flatMap(([near, piece]) => byHeading(near, piece, sheet));
  holder.split = pieces.length > 1;
  pieces.forEach(([near, piece], number) => {
    if (kind === "locked" && number === 0) holder.parts.push(...ofLocked(piece, mark, near, sheet, cell));
    else if (kind === "answer" && number === 0 && near) holder.parts.push(...ofAnswer(piece, near, sheet));
    else if (kind === "words" && number === 0) holder.parts.push(...ofText(piece, near, sheet, false, OWN));
    else if (["code", "answer"].includes(kind)) holder.parts.push(...ofCode(piece, near, sheet));
    else holder.parts.push(...ofText(piece, near, sheet, true, NEAR));
  });
  return holder;
}

export const isBlankText = (text, slot) => ["", squeeze(slot.blank), `${slot.variable} = ...`].includes(squeeze(text));

function isUntouched(cell, mark, sheet) {
  const text = sourceOf(cell);
  if (trim(text) === trim(sheet.sources.get(mark))) return true;
  const marks = metadataOf(cell).nbgrader;
  if (!isObject(marks) || !["grade", "solution", "locked", "grade_id", "checksum"].every((name) => name in marks)) return false;
  if (marks.grade && !Number.isInteger(marks.points)) return false;
  return cellChecksum(cell.cell_type, text, marks) === marks.checksum;
}

function regionsOf(text, slot, sheet, missing) {
  const spots = [];
  for (const id of missing) {
    const block = trim(sheet.sources.get(id));
    const at = text.indexOf(block);
    if (at < 0 || block.length < 6) continue;
    const end = at + block.length;
    if ((at === 0 || text[at - 1] === "\n") && (end === text.length || text[end] === "\n")) spots.push([at, end, id]);
  }
  spots.sort((a, b) => a[0] - b[0] || a[1] - b[1] || (a[2] < b[2] ? -1 : 1));
  const found = [];
  let last = 0;
  let near = slot;
  for (const [at, end, id] of spots) {
    if (at < last) continue;
    found.push([near, stripLines(text.slice(last, at))]);
    const place = sheet.places.get(id);
    near = place && id === `prompt-${place.id}` ? place : null;
    last = end;
  }
  found.push([near, spots.length ? stripLines(text.slice(last)) : text]);
  return found;
}

function byHeading(slot, text, sheet) {
  const lines = text.split("\n");
  if (!lines.some((line) => sheet.headings.has(trim(line)))) return [[slot, text]];
  const found = [[slot, []]];
  for (const line of lines) {
    if (sheet.headings.has(trim(line))) found.push([sheet.headings.get(trim(line)), []]);
    else if (!trim(line) || !sheet.locked.some((id) => sheet.isOurs(line, id))) found.at(-1)[1].push(line);
  }
  return [...found.map(([near, kept]) => [near, trim(kept.join("\n"))]), [null, ""]];
}

function ofLocked(text, mark, slot, sheet, cell) {
  const lines = text.split("\n");
  const kept = lines.filter((line) => !trim(line) || !sheet.isOurs(line, mark)).join("\n");
  const added = trim(kept.replace(/\n([ \t]*\n){2,}/g, "\n\n"));
  const present = new Set(lines.map(squeeze));
  const certain = sheet.sources.get(mark).split("\n").every((line) => present.has(squeeze(line)));
  const parts = cell.cell_type === "code" ? ofCode(added, slot, sheet) : ofText(added, slot, sheet, true, NEAR);
  for (const one of parts) {
    if (one.rank === LOOSE) one.rank = NAMED;
    one.certain = certain;
  }
  return parts;
}

function ofAnswer(text, slot, sheet) {
  const found = findLines(text, sheet, slot, false);
  const others = found.filter((one) => one.slot !== slot && !one.blank);
  if (!others.length) return [part(text, slot, isAssigned(text, slot, sheet) ? OWN : UNNAMED)];
  const own = found.filter((one) => one.slot === slot && !one.blank);
  const lines = text.split("\n");
  if (!own.length && new Set(others.map((one) => one.slot.id)).size === 1) {
    const blanks = found.filter((one) => one.blank);
    return [part(trim(lines.filter((_, n) => !inSome(n, blanks)).join("\n")), others[0].slot, NAMED)];
  }
  const leads = new Map(others.map((one) => [one.start, leadOf(lines, one.start, found)]));
  const parts = others.map((one) => part(lines.slice(leads.get(one.start), one.end).join("\n"), one.slot, NAMED));
  const out = [...found.filter((one) => !own.includes(one)), ...others.map((one) => ({ start: leads.get(one.start), end: one.end }))];
  const kept = trim(lines.filter((_, n) => !inSome(n, out)).join("\n"));
  return kept ? [part(kept, slot, own.length ? OWN : UNNAMED), ...parts] : parts;
}

function ofCode(text, slot, sheet) {
  const found = findLines(text, sheet, slot, false);
  const lines = text.split("\n");
  const filled = found.filter((one) => !one.blank);
  if (!filled.length) {
    const kept = trim(lines.filter((_, n) => !inSome(n, found)).join("\n"));
    return kept ? [part(kept, slot, NEAR)] : [];
  }
  const blanks = found.filter((one) => one.blank);
  let start = 0;
  return filled.map((one, place) => {
    const end = place === filled.length - 1 ? lines.length : one.end;
    const kept = lines.filter((_, n) => start <= n && n < end && !inSome(n, blanks));
    start = one.end;
    return part(trim(kept.join("\n")), one.slot, LOOSE);
  });
}

function ofText(text, slot, sheet, loose, rank) {
  const found = findLines(text, sheet, slot, loose).filter((one) => !one.blank || rank !== OWN);
  const lines = text.split("\n");
  const parts = [];
  let start = 0;
  for (const one of [...found, null]) {
    const end = one ? Math.max(start, leadOf(lines, one.start, found)) : lines.length;
    const between = lines.slice(start, end).filter((line) => !(found.length && /^[ \t]*```[a-z]*[ \t]*$/.test(line)));
    if (trim(between.join("\n")) || (rank === OWN && !found.length)) parts.push(part(between.join("\n"), slot, rank));
    if (one) {
      start = one.end;
      if (!one.blank) parts.push(part(lines.slice(end, one.end).join("\n"), one.slot, LOOSE));
    }
  }
  return parts;
}

function leadOf(lines, start, found) {
  let top = start;
  for (let n = start - 1; n >= 0; n -= 1) {
    if (inSome(n, found) || !(LEAD.test(lines[n]) || !trim(lines[n]))) break;
    if (trim(lines[n]) && (IMPORT.test(lines[n]) || top === n + 1)) top = n;
  }
  return top;
}

function isAssigned(text, slot, sheet) {
  const [mended, how] = asItShouldBe(text, slot, sheet);
  return how === "name" || findLines(mended, sheet, slot, false).some((one) => one.slot === slot && !one.blank);
}
