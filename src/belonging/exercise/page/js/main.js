// The exercise on the page: forms, the work kept in this browser, and notebooks in and out.
import { answersIn, isOfModule, notebookText } from "./notebook.js";
import { CUT, rescue } from "./mend/rescue.js";
import { Plain } from "./mend/text.js";
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
  const { release, tasks, words, files } = exercises[moduleId];
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
  const mendFile = async (file) => {
    const all = await rescue(new Uint8Array(await file.arrayBuffer()), file.name);
    const one = all.find(({ notebook }) => isOfModule(notebook, moduleId, tasks, release));
    if (!one) throw new Plain(words.foreign.replace("{file}", file.name));
    const found = answersIn(one.notebook, tasks, release);
    const filled = Object.entries(found.answers).some(([id, text]) => text.trim() !== tasks[id].blank.trim());
    if (one.notes.includes(CUT) && !filled && !found.own.length) throw new Plain(words.nothingFound.replace("{file}", file.name));
    const other = one.notebook.metadata.belonging?.release;
    const notes = other && other !== release.metadata.belonging.release ? [...one.notes, words.otherRelease] : one.notes;
    return { ...found, notes };
  };
  const told = ({ notes, report }) => notes.length || report.lines.length
    ? [report.summary, ...notes, ...report.lines.map((line) => line.says)] : [];
  const showAll = () => forms.forEach((form) => form.show());

  for (const part of parts(moduleId)) {
    for (const form of part.querySelectorAll("form[data-task]")) {
      forms.push(taskForm(form, tasks[form.dataset.task], words, work));
    }
    // a browser would show such a file instead of saving it when the page itself was opened from a folder
    for (const link of part.querySelectorAll("a[data-file]")) {
      link.addEventListener("click", (event) => { event.preventDefault(); save(files[link.dataset.file], link.dataset.file); });
    }
    const bar = workBar(part.querySelector(".bbd-work"));
    bars.push(bar);
    bar.onDownload(() => {
      save(notebookText(release, tasks, kept.answers, kept.own), `${moduleId}.ipynb`);
      bar.say(words.downloaded);
    });
    const take = (found) => {
      before = JSON.stringify(kept);
      work.change((now) => Object.assign(now, { answers: found.answers, own: found.own, misses: {} }));
      showAll();
    };
    // reads a file, or says why not; whatever happens, nothing on the page has changed yet
    const read = async (file, then) => {
      try {
        then(await mendFile(file));
      } catch (problem) {
        if (!(problem instanceof Plain)) console.error(problem);
        bar.say(`${problem instanceof Plain ? problem.message : words.unreadable} ${words.unchanged}`);
      }
    };
    bar.onOpen((file) => read(file, (found) => {
      take(found);
      bar.say([words.opened.replace("{file}", file.name), ...told(found)].join("\n"), "undo");
    }));
    bar.onMend((file) => read(file, (found) => {
      if (!found.notes.length && !found.report.lines.length) {
        bar.say(words.mendedClean.replace("{file}", file.name));
        return;
      }
      const name = `${file.name.replace(/\.[A-Za-z]{1,5}$/, "")}-mended.ipynb`;
      save(notebookText(release, tasks, found.answers, found.own), name);
      const done = words.mendedNotes.replace("{file}", file.name).replace("{mended}", name);
      bar.say([done, ...told(found)].join("\n"), "open-mended");
      bar.onOpenMended(() => {
        take(found);
        bar.say([words.opened.replace("{file}", name), found.report.summary].join("\n"), "undo");
      });
    }));
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
  const choose = (input, run) => input.addEventListener("change", async () => {
    if (input.files[0]) await run(input.files[0]);
    input.value = ""; // the same file may be chosen again
  });
  bar.hidden = false;
  at("open").addEventListener("click", () => at("file-open").click());
  at("mend").addEventListener("click", () => at("file-mend").click());
  return {
    onDownload: (run) => at("download").addEventListener("click", run),
    onUndo: (run) => at("undo").addEventListener("click", run),
    onOpen: (run) => choose(at("file-open"), run),
    onMend: (run) => choose(at("file-mend"), run),
    onOpenMended: (run) => { at("open-mended").onclick = run; },
    state(text, good) {
      at("kept").textContent = text;
      bar.classList.toggle("bbd-not-kept", !good);
    },
    say(text, next = "") {
      const [first, ...more] = text.split("\n");
      const list = document.createElement("ul");
      list.append(...more.map((line) => Object.assign(document.createElement("li"), { textContent: line })));
      at("said").replaceChildren(Object.assign(document.createElement("p"), { textContent: first }), ...(more.length ? [list] : []));
      for (const name of ["undo", "open-mended"]) at(name).hidden = name !== next;
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
