// The plan builder in JupyterLab: the same form; the plan is kept in a file by Python, which also answers.
import { element } from "../../live/js/element.js";
import { planBuilder } from "./builder.js";

const PLAN_PATIENCE = 10_000; // milliseconds
const PLAN_NO_ANSWER = "Not kept: Python does not answer. Choose “Restart Kernel and Run All Cells” in the menu “Kernel”; what you typed stays here until you close this notebook.";

function planWidget({ model, el }) {
  // JupyterLab's one-key commands would take letters typed into the form.
  const host = element("div", { className: "bbd-live bbd-mounted", "data-lm-suppress-shortcuts": "true" });
  const place = element("div", { className: "bbd-plan" });
  host.append(place);
  el.append(host);
  const { ask, close } = planKernel(model);
  ask("start", {}).then((data) => planBuilder(place, planLabEnv(data, ask)), (problem) => place.append(element("p", { role: "alert", textContent: problem.message })));
  return close;
}

/** Questions to Python, each with a number that its answer comes back with. */
function planKernel(model) {
  const waiting = new Map();
  let last = 0;
  const revive = (_, value) => (value && typeof value.$bytes === "string" ? Uint8Array.from(atob(value.$bytes), (c) => c.charCodeAt(0)) : value);
  const heard = (content) => {
    const one = waiting.get(content.id);
    if (!one) return;
    waiting.delete(content.id);
    clearTimeout(one.timer);
    const { result, problem, error } = JSON.parse(content.answer, revive);
    if (problem) one.reject(new Error(`Please change: ${problem.message} ${problem.advice}`));
    else if (error) one.reject(new Error(`Something went wrong that is not your fault. Report it with these words: ${error}`));
    else one.resolve(result);
  };
  model.on("msg:custom", heard);
  return {
    ask: (what, args, files = {}) => new Promise((resolve, reject) => {
      const id = (last += 1);
      const timer = setTimeout(() => {
        waiting.delete(id);
        reject(new Error(PLAN_NO_ANSWER));
      }, PLAN_PATIENCE);
      waiting.set(id, { resolve, reject, timer });
      const bytes = Object.entries(files).map(([name, content]) => [name, btoa(Array.from(content, (byte) => String.fromCharCode(byte)).join(""))]);
      model.send({ id, what, args: JSON.stringify(args), files: Object.fromEntries(bytes) });
    }),
    close: () => model.off("msg:custom", heard),
  };
}

function planLabEnv({ file, record, stamp, ...data }, ask) {
  const call = (name, args, { files } = {}) => ask(name, args, files);
  return {
    data,
    home: planFileHome(file, record, stamp, ask),
    why: "",
    awake: true,
    kinds: [".docx", ".txt", ".md"],
    beforehand: "",
    handIn: `Your plan is kept in the file ${file}, beside the exercise. That is the file you hand in.`,
    has: () => true,
    call,
    panel(spot) {
      const said = element("p", { className: "bbd-live-said", role: "status" });
      spot.append(said);
      let busy = false;
      return {
        say: (words) => (said.textContent = words),
        isBusy: () => busy,
        async run(name, args, options) {
          busy = true;
          try {
            const found = await call(name, args, options);
            said.textContent = "";
            return found;
          } catch (problem) {
            said.textContent = problem.message;
            return null;
          } finally {
            busy = false;
          }
        },
      };
    },
  };
}

/** One plan in one file; while a write is on its way, only the newest of the next ones waits. */
function planFileHome(file, record, stamp, ask) {
  let now = record;
  let next = null;
  let writing = false;
  const write = async () => {
    if (writing || !next) return;
    writing = true;
    const { plan, fresh, told } = next;
    next = null;
    try {
      const done = await ask("keep", { plan, stamp, fresh });
      stamp = done.stamp;
      told({ key: "file", kept: true, words: done.aside ? `${file} was changed elsewhere too. That version is kept beside it as ${done.aside}.` : "" });
    } catch (problem) {
      told({ key: "file", kept: false, unkept: problem.message.startsWith("Not kept") ? problem.message : `Not kept: ${problem.message}` });
    } finally {
      writing = false;
      write();
    }
  };
  const keep = (plan, fresh, told) => {
    now = { plan };
    next = { plan, fresh: fresh || next?.fresh === true, told };
    write();
  };
  return {
    single: true,
    where: `in ${file}`,
    plans: () => (now ? [{ key: "file", ...now }] : []),
    create(plan) {
      keep(plan, true, () => {});
      return { key: "file", kept: true };
    },
    open: () => now,
    keep: (key, plan, more, told) => keep(plan, false, told),
    remove() {},
    watch() {},
  };
}
