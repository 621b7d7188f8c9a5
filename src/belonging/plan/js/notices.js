// Says whether the plan is kept, and what to do when it is not, or when it is open in a second tab.
import { element } from "../../live/js/element.js";

const PLAN_OPEN_TWICE = "This plan is open in another tab too. Go on in one of them.";
const PLAN_UNKEPT =
  "Not kept: this browser keeps nothing, or its room is full. You can go on, but save your plan as a file before you close this page.";

export function planNotices(desk, env, key) {
  const state = element("p", { className: "bbd-plan-kept" });
  const words = element("span", { role: "status" });
  const take = element("button", { type: "button", textContent: "Show the other tab's version", hidden: true });
  const box = element("div", {}, state, element("div", { className: "bbd-plan-notice", hidden: true }, words, " ", take));
  let safe = true;
  let told = "";
  let unkept = "";
  const notice = (said, other = false) => {
    if (told === said) return;
    told = said;
    box.lastChild.hidden = !said;
    words.textContent = said;
    take.hidden = !other;
  };
  const kept = () => {
    state.textContent = `Kept ${env.home.where}${desk.plan().title ? "" : " (give it a title to find it again)"}.`;
  };
  const ask = (event) => { if (!safe) event.preventDefault(); };
  window.addEventListener("beforeunload", ask);
  take.addEventListener("click", () => {
    const record = env.home.open(key);
    notice("");
    if (!record) return;
    desk.adopt(record.plan);
    desk.say("This is the version of the other tab. “Undo” shows yours.");
    document.querySelector(".bbd-plan-title")?.focus();
  });
  env.home.watch(key, (what) => {
    if (what === "changed") notice("This plan was changed in another tab. If you go on here, both are kept: yours becomes a copy of its own.", true);
    else if (what === "open" && !told) notice(PLAN_OPEN_TWICE);
    else if (what === "left" && told === PLAN_OPEN_TWICE) notice("");
  });
  kept();
  return {
    box,
    keep(plan, more) {
      env.home.keep(key, plan, more, (now) => {
        key = now.key;
        safe = now.kept;
        if (now.copied) notice("This plan was changed in another tab too. Both are kept: this one is now a copy of its own, under “All plans”.");
        if (now.kept) {
          kept();
          if (now.words) desk.say(now.words);
          if (unkept && told === unkept) notice("");
          return;
        }
        unkept = now.unkept ?? PLAN_UNKEPT;
        state.textContent = "";
        notice(unkept);
      });
    },
    mayLeave: () => safe || window.confirm("This plan is not kept. Leave it and lose what you changed?"),
    close() {
      window.removeEventListener("beforeunload", ask);
      env.home.watch("", () => {});
    },
  };
}
