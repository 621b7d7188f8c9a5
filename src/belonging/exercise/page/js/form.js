// One task's form: shows what is kept, checks, and helps. The markup comes from form.py.
import { canonical, isBlank, sortedPairs } from "./answers.js";
import { judge } from "./judge.js";
import { answerLine, readAnswer } from "./literals.js";

const MARKS = { right: "✓", not_yet: "→", blank: "…", written: "✎", kept: "✎" };
const escape = (text) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

export function taskForm(form, task, words, work) {
  const outcome = form.querySelector(".bbd-outcome-place");
  const help = form.querySelector(".bbd-help-place");
  const leaveBlank = form.querySelector(".bbd-leave-blank");
  const codeNote = form.querySelector(".bbd-code-note");
  const fields = [...form.querySelectorAll("[data-answer]")];

  const shown = () => {
    if (task.kind === "sort") {
      const keys = Object.fromEntries(task.items.map(({ code }) => [code, null]));
      for (const field of fields) {
        if (field.value && (field.type !== "radio" || field.checked)) keys[field.dataset.item] = field.value;
      }
      return isBlank(keys) ? null : keys;
    }
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
    const keys = task.kind === "sort" && value !== null ? new Map(sortedPairs(canonical(task, value) ?? "")) : new Map();
    for (const field of fields) {
      field.disabled = Boolean(read.code);
      if (task.kind === "sort") {
        const key = keys.get(field.dataset.item) ?? "";
        if (field.type === "radio") field.checked = field.value === key;
        else field.value = [...field.options].some((option) => option.value === key) ? key : "";
      } else if (field.type === "radio" || field.type === "checkbox") {
        const chosen = Array.isArray(value) ? value : [value];
        field.checked = chosen.some((one) => canonical(task, one) === field.value);
      } else if (field.value !== (value ?? "")) {
        field.value = Array.isArray(value) ? value.join(", ") : value ?? "";
      }
    }
    forget();
    offerBlank();
    countWords();
    showHelp();
  };

  const offerBlank = () => { if (leaveBlank) leaveBlank.hidden = isBlank(shown()); };

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

  const forget = () => { // an old verdict beside a new answer would mislead
    outcome.replaceChildren();
    for (const place of form.querySelectorAll("[data-said]")) place.replaceChildren();
  };

  const say = ({ status, points, html, items = [] }, saved = true) => {
    forget();
    const head = status === "right" ? words.right
      : status === "kept" ? words.keptHead
        : status !== "not_yet" ? "" : points ? words.somePoints : words.notYet;
    const worth = task.points && (status === "right" || status === "not_yet") ? ` (${points} of ${task.points} ${task.points === 1 ? "point" : "points"})` : "";
    outcome.innerHTML = saved ? `<div class="bbd-outcome bbd-${status}"><p><strong>`
      + `<span aria-hidden="true">${MARKS[status]} </span>${escape(head)}</strong>${worth}</p>${html}</div>`
      : `<div class="bbd-outcome bbd-not_yet"><p>${escape(words.notKept)}</p></div>`;
    for (const item of items) {
      form.querySelector(`[data-said="${item.code}"]`).innerHTML =
        `<div class="bbd-outcome bbd-${item.right ? "right" : "not_yet"}"><p><strong>`
        + `${escape(item.right ? words.itemRight : words.itemNotYet)}</strong></p>${item.html}</div>`;
    }
  };

  const check = () => {
    if (task.silent) return;
    if (form.classList.contains("bbd-holds-code")) {
      say({ status: "written", points: 0, html: `<p>${escape(words.computed)}</p>` });
      return;
    }
    const told = judge(task, words, shown());
    // a file's content is judged by the tool that holds it, which then answers with "bbd-told"
    if (task.kind === "file" && told.status === "written"
      && !form.dispatchEvent(new CustomEvent("bbd-check", { cancelable: true, detail: { points: task.points } }))) return;
    tell(told);
  };

  const tell = (told) => {
    say(told);
    if (told.status === "not_yet") {
      work.change((kept) => { kept.misses[task.id] = (kept.misses[task.id] || 0) + 1; });
      showHelp();
    }
  };

  form.addEventListener("bbd-told", (event) => tell(event.detail));
  form.addEventListener("submit", (event) => { event.preventDefault(); check(); });
  form.addEventListener("input", () => {
    const value = shown();
    const source = task.kind === "words" ? value ?? task.blank : answerLine(task, value);
    const saved = work.change((kept) => { kept.answers[task.id] = source; });
    forget();
    offerBlank();
    if (task.silent) say(judge(task, words, value), saved);
    countWords();
  });
  leaveBlank?.addEventListener("click", () => {
    work.change((kept) => { kept.answers[task.id] = task.blank; });
    show();
    say(judge(task, words, null));
    fields[0].focus(); // the button is gone now
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
