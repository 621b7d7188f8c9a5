// One task's form: shows what is kept, checks, and helps. The markup comes from form.py.
import { canonical, isBlank } from "./answers.js";
import { lookUp } from "./digest.js";
import { answerLine, readAnswer } from "./literals.js";

const MARKS = { right: "✓", not_yet: "→", blank: "…", written: "✎" };
const escape = (text) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

export function taskForm(form, task, words, work) {
  const outcome = form.querySelector(".bbd-outcome-place");
  const help = form.querySelector(".bbd-help-place");
  const codeNote = form.querySelector(".bbd-code-note");
  const fields = [...form.querySelectorAll("[data-answer]")];

  const shown = () => {
    if (task.kind === "choice") return (fields.find((field) => field.checked) || {}).value ?? null;
    if (task.kind === "several") {
      const chosen = fields.filter((field) => field.checked).map((field) => field.value);
      return chosen.length ? chosen : null;
    }
    return fields[0].value.trim() === "" ? null : fields[0].value;
  };

  // from the kept source to the fields
  const show = () => {
    const source = work.get().answers[task.id] ?? task.blank;
    const isText = task.kind === "words";
    const read = isText ? { value: source.trim() === task.blank.trim() ? "" : source } : readAnswer(task, source);
    form.classList.toggle("bbd-holds-code", Boolean(read.code));
    if (codeNote) {
      codeNote.hidden = !read.code;
      codeNote.querySelector("pre").textContent = read.code ? source : "";
    }
    const value = read.value ?? null;
    for (const field of fields) {
      field.disabled = Boolean(read.code);
      if (field.type === "radio" || field.type === "checkbox") {
        const chosen = Array.isArray(value) ? value : [value];
        field.checked = chosen.some((one) => canonical(task, one) === field.value);
      } else if (field.value !== (value ?? "")) {
        field.value = Array.isArray(value) ? value.join(", ") : value ?? "";
      }
    }
    outcome.replaceChildren();
    countWords();
    showHelp();
  };

  const countWords = () => {
    const count = form.querySelector(".bbd-word-count");
    if (count) count.textContent = String((fields[0].value.match(/\S+/g) || []).length);
  };

  const showHelp = (asked = false) => {
    const misses = work.get().misses[task.id] || 0;
    const hint = asked || misses >= words.hintAfter;
    const parts = [];
    if (hint && task.hint) parts.push([words.hintHead, task.hint]);
    if (misses >= words.exampleAfter && task.example) parts.push([words.exampleHead, task.example]);
    help.innerHTML = parts.map(([head, html]) =>
      `<div class="bbd-help"><p><strong>${escape(head)}</strong></p>${html}</div>`).join("");
  };

  const say = (status, points, html) => {
    const head = status === "right" ? words.right
      : status !== "not_yet" ? "" : points ? words.somePoints : words.notYet;
    const worth = task.points && (status === "right" || status === "not_yet") ? ` (${points} of ${task.points} ${task.points === 1 ? "point" : "points"})` : "";
    outcome.innerHTML = `<div class="bbd-outcome bbd-${status}"><p><strong>`
      + `<span aria-hidden="true">${MARKS[status]} </span>${escape(head)}</strong>${worth}</p>${html}</div>`;
  };

  const check = () => {
    const value = shown();
    if (form.classList.contains("bbd-holds-code")) return say("written", 0, `<p>${escape(words.computed)}</p>`);
    if (isBlank(value)) return say("blank", 0, `<p>${escape(words.blank)}</p>`);
    if (task.kind === "words") return say("written", 0, `<p>${escape(words.written)}</p>`);
    const form_ = canonical(task, value);
    const given = Array.isArray(value) ? "a list" : `“${value.length > 40 ? value.slice(0, 39) + "…" : value}”`;
    const entry = form_ === null
      ? { status: "not_yet", points: 0, html: `<p>${escape(task.needs.replace("{given}", given))}</p>` }
      : lookUp(task.table, form_) || { status: "not_yet", points: 0, html: `<p>${escape(words.unknown)}</p>` };
    say(entry.status, entry.points, entry.html);
    if (entry.status === "not_yet") {
      work.change((kept) => { kept.misses[task.id] = (kept.misses[task.id] || 0) + 1; });
      showHelp();
    }
    return undefined;
  };

  form.addEventListener("submit", (event) => { event.preventDefault(); check(); });
  form.addEventListener("input", () => {
    const value = shown();
    const source = task.kind === "words" ? value ?? task.blank : answerLine(task, value);
    work.change((kept) => { kept.answers[task.id] = source; });
    outcome.replaceChildren(); // an old verdict beside a new answer would mislead
    countWords();
  });
  form.querySelector(".bbd-ask-hint")?.addEventListener("click", () => showHelp(true));
  codeNote?.querySelector("button").addEventListener("click", () => {
    work.change((kept) => { kept.answers[task.id] = task.blank; });
    show();
    fields[0].focus();
  });
  form.querySelectorAll("[data-needs-script]").forEach((element) => { element.hidden = false; });
  show();
  return { show };
}
