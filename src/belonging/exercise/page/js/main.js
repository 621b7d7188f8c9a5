// The exercise on the page: forms, the work kept in this browser, and notebooks in and out.
import { Plain, answersIn, isOfModule, notebookText, parseNotebook } from "./notebook.js";
import { taskForm } from "./form.js";
import { keepWork, onWorkElsewhere, readWork } from "./store.js";

const exercises = {};

export function data(moduleId, exercise) {
  exercises[moduleId] = exercise;
  mount(moduleId);
}

// Fetches each module's data once; a script element works from a folder and from any server.
export function mountAll(staticRoot) {
  for (const moduleId of new Set([...parts()].map((part) => part.dataset.exercise))) {
    if (exercises[moduleId]) continue;
    exercises[moduleId] = "asked";
    const script = document.createElement("script");
    script.src = `${staticRoot}exercises/${moduleId}.js`;
    document.head.append(script);
  }
}

const parts = (moduleId) =>
  document.querySelectorAll(moduleId ? `.bbd-exercise[data-exercise="${moduleId}"]` : ".bbd-exercise");

function mount(moduleId) {
  const { release, tasks, words } = exercises[moduleId];
  let kept = readWork(moduleId);
  let before = null; // what Undo brings back
  const forms = [];
  const bars = [];
  const work = {
    get: () => kept,
    change(how) {
      how(kept);
      const saved = keepWork(moduleId, kept);
      bars.forEach((bar) => bar.state(saved ? words.kept : words.notKept, saved));
      return saved;
    },
  };
  const showAll = () => forms.forEach((form) => form.show());

  for (const part of parts(moduleId)) {
    for (const form of part.querySelectorAll("form[data-task]")) {
      forms.push(taskForm(form, tasks[form.dataset.task], words, work));
    }
    const bar = workBar(part.querySelector(".bbd-work"));
    bars.push(bar);
    bar.onDownload(() => {
      save(notebookText(release, tasks, kept.answers, kept.own), `${moduleId}.ipynb`);
      bar.say(words.downloaded);
    });
    bar.onOpen(async (file) => {
      try {
        const notebook = parseNotebook(await file.text(), file.name);
        if (!isOfModule(notebook, moduleId, tasks)) throw new Plain(words.foreign.replace("{file}", file.name));
        const found = answersIn(notebook, tasks, release);
        before = JSON.stringify(kept);
        work.change((now) => Object.assign(now, { answers: found.answers, own: found.own, misses: {} }));
        showAll();
        const other = notebook.metadata.belonging?.release;
        const notes = other && other !== release.metadata.belonging.release ? [words.otherRelease] : [];
        bar.say([words.opened.replace("{file}", file.name), ...found.repaired, ...notes].join("\n"), true);
      } catch (problem) {
        if (!(problem instanceof Plain)) console.error(problem);
        bar.say(`${problem instanceof Plain ? problem.message : words.unreadable} ${words.unchanged}`);
      }
    });
    bar.onUndo(() => {
      if (before === null) return;
      const back = JSON.parse(before);
      before = null;
      work.change((now) => Object.assign(now, back));
      showAll();
      bar.say(words.undone);
    });
    bar.state(kept.saved ? words.kept : words.nothingYet, true);
    part.classList.add("bbd-mounted");
  }
  onWorkElsewhere(moduleId, () => { kept = readWork(moduleId); showAll(); });
}

function workBar(bar) {
  const at = (name) => bar.querySelector(`.bbd-${name}`);
  const file = bar.querySelector("input[type=file]");
  bar.hidden = false;
  at("open").addEventListener("click", () => file.click());
  return {
    onDownload: (run) => at("download").addEventListener("click", run),
    onUndo: (run) => at("undo").addEventListener("click", run),
    onOpen: (run) => file.addEventListener("change", async () => {
      if (file.files[0]) await run(file.files[0]);
      file.value = ""; // the same file may be chosen again
    }),
    state(text, good) {
      at("kept").textContent = text;
      bar.classList.toggle("bbd-not-kept", !good);
    },
    say(text, undo = false) {
      at("said").textContent = text;
      at("undo").hidden = !undo;
    },
  };
}

function save(text, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/x-ipynb+json" }));
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
