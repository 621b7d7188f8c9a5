// Chooses the text of each answer cell; what is left over is kept aside. Twin of mend/choose.py.
import { asItShouldBe } from "./lines.js";
import { NEAR, UNNAMED, isBlankText } from "./parts.js";
import { PYTHON } from "./sheet.js";
import { gradeId, sourceOf, squeeze, trim } from "./text.js";

const FINISHED = ".!?…:;)\"”’*_|>`";

export class Report {
  constructor() { this.lines = []; }

  add(what, task, says) {
    if (!this.lines.some((one) => one.what === what && one.task === task && one.says === says)) this.lines.push({ what, task, says });
  }

  count(what) { return this.lines.filter((one) => one.what === what).length; }

  get moved() { return new Set(this.lines.filter((one) => one.what === "moved").map((one) => one.task)).size; }

  get summary() {
    if (!this.lines.length) return "Nothing needed mending.";
    return `Answers moved into place: ${this.moved}. Texts kept aside: ${this.count("kept_aside")}. Not found: ${this.count("lost")}.`;
  }
}

// -> {answers: {task id: source}, aside: [[where, text]]}
export function choose(holders, sheet, report) {
  const answers = {};
  const words = sheet.slots.filter((slot) => slot.kind === "words");
  for (const slot of [...sheet.slots.filter((one) => one.kind !== "words"), ...words]) {
    const found = holders.flatMap((holder) => holder.parts.filter((part) => canBe(slot, part, holder, sheet)).map((part) => ({ holder, part })));
    const own = holders.filter((holder) => holder.mark === slot.cell);
    const texts = slot.kind === "words" ? ofWords(found, holders, slot) : ofLines(found);
    answers[slot.id] = settle(slot, own, found, texts, sheet, report);
  }
  return { answers, aside: leftOver(holders, report) };
}

function canBe(slot, part, holder, sheet) {
  if (part.slot !== slot || part.taken || isBlankText(part.text, slot)) return false;
  if (slot.kind === "words" || part.rank !== NEAR) return part.rank !== NEAR || part.certain;
  return asItShouldBe(part.text, slot, sheet)[1] === "name" && ["locked", "answer", "text"].includes(holder.kind);
}

function ofLines(found) {
  if (!found.length) return [];
  const best = Math.min(...found.map((one) => one.part.rank));
  const named = found.filter((one) => one.part.rank === best);
  const last = named.at(-1);
  const bare = found.filter((one) => one.part.rank === UNNAMED && one !== last);
  if (best !== UNNAMED && named.length === 1 && bare.length) {
    return found.filter((one) => one === last || (bare.includes(one)
      && (last.holder.kind === "answer" || Math.abs(one.holder.place - last.holder.place) === 1)));
  }
  return [last];
}

function ofWords(found, holders, slot) {
  let pieces = [];
  if (found.length) {
    const best = Math.min(...found.map((one) => one.part.rank));
    const named = found.filter((one) => one.part.rank === best);
    const linesIn = (text) => new Set(text.split("\n").map(squeeze).filter(Boolean));
    const starter = linesIn(slot.blank);
    const lines = named.map((one) => linesIn(one.part.text));
    const alike = lines.some((one, a) => lines.slice(0, a).some((other) => [...one].some((line) => other.has(line) && !starter.has(line))));
    pieces = alike && new Set(named.map((one) => one.holder)).size > 1 ? named.slice(-1) : named;
  }
  const last = pieces.length ? pieces.at(-1).holder : holders.find((one) => one.mark === slot.cell);
  if (!last || last.mark !== slot.cell) return pieces;
  for (const below of holders.slice(last.place + 1)) {
    if (below.kind !== "text" || below.parts.length !== 1) break;
    const part = below.parts[0];
    if (part.slot || !trim(part.text) || PYTHON.test(part.text)) break;
    if (pieces.length && !goesOn(pieces.at(-1).part.text, part.text)) break;
    pieces = [...pieces, { holder: below, part }];
  }
  return pieces;
}

function goesOn(first, second) {
  const end = trim(first).slice(-1);
  const start = trim(second).slice(0, 1);
  return (end !== "" && !FINISHED.includes(end)) || (start >= "a" && start <= "z");
}

function settle(slot, own, found, texts, sheet, report) {
  const name = slot.short;
  if (!own.length && !texts.length) {
    report.add("lost", slot.id, `${name}: its answer cell was missing, and no answer was found. Look in an older copy.`);
    return slot.blank;
  }
  if (own.length && !own.some((holder) => gradeId(holder.cell) === slot.cell)) {
    report.add(texts.length ? "moved" : "note", slot.id, `${name}: its marked answer cell was missing${texts.length ? ", the answer was found." : "."}`);
  }
  if (own.length > 1) report.add("note", slot.id, `${name}: its answer cell was there ${own.length} times.`);
  if (!texts.length) return slot.blank;
  texts.forEach(({ part }) => { part.taken = true; });
  const whole = texts.length === 1 ? texts[0].part.text
    : texts.map(({ part }) => trim(part.text)).join(slot.kind === "words" ? "\n\n" : "\n");
  const [mended, how] = asItShouldBe(whole, slot, sheet);
  const home = texts.map((one) => one.holder).filter((holder) => holder.mark === slot.cell);
  const away = texts.map((one) => one.holder).find((holder) => holder.mark !== slot.cell);
  if (!own.length) {
    report.add("moved", slot.id, `${name}: its answer cell was missing, the answer was found.`);
  } else if (texts.length > 1) {
    report.add("moved", slot.id, `${name}: its answer was split into ${texts.length} pieces, and is whole again.`);
  } else if (away) {
    report.add("moved", slot.id, `${name}: its answer was ${away.where}, and is in its place now.`);
  } else if (squeeze(mended) !== squeeze(sourceOf(home[0].cell)) && !how) {
    report.add("moved", slot.id, `${name}: its cell held other text too, which was taken out.`);
  }
  if (how === "name") report.add("moved", slot.id, `${name}: the name before its equals sign was mended.`);
  else if (how === "quotes") report.add("moved", slot.id, `${name}: the quotes around its answer were mended.`);
  if (home.some((holder) => holder.cell.cell_type !== sheet.types.get(slot.cell))) {
    report.add("moved", slot.id, `${name}: its cell had been turned into another kind of cell.`);
  }
  const others = found.filter(({ part }) => !part.taken);
  for (const { part } of others) part.taken = squeeze(asItShouldBe(part.text, slot, sheet)[0]) === squeeze(mended);
  if (others.some(({ part }) => !part.taken && part.rank !== UNNAMED)) {
    report.add("note", slot.id, `${name}: there were different answers, and the last one in its own cell counts.`);
  }
  return mended;
}

function leftOver(holders, report) {
  const aside = [];
  for (const holder of holders) {
    for (const part of holder.parts) {
      if (part.taken || !trim(part.text)) continue;
      if (["code", "text"].includes(holder.kind)) {
        if (part.slot && part.rank !== NEAR) {
          report.add("kept_aside", part.slot.id, `${part.slot.short}: another answer stays in a cell of your own, where you wrote it.`);
        }
        continue;
      }
      if (["answer", "words"].includes(holder.kind) && part.slot && part.slot === holder.slot && isBlankText(part.text, part.slot)) continue;
      const about = part.slot ? `${part.slot.short}: a text` : "A text";
      const text = squeeze(part.text);
      const signs = [...text];
      const short = signs.length <= 40 ? text : signs.slice(0, 39).join("") + "…";
      report.add("kept_aside", part.slot ? part.slot.id : null, `${about} found ${holder.where} is kept aside at the end: “${short}”`);
      aside.push([holder.where, trim(part.text)]);
    }
  }
  return aside;
}
