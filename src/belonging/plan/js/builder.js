// The plan builder: the start, or one plan at its desk.
import { planDesk } from "./desk.js";
import { planBrowserHome } from "./keep.js";
import { planStart } from "./start.js";

/** Fills a place with the builder. `env`: data, home, why, panel, call, has, kinds, beforehand, awake, handIn. */
export function planBuilder(host, env) {
  const atDesk = (key, record, words) => {
    const desk = planDesk(env, key, record, () => atStart(true));
    host.replaceChildren(desk.box);
    desk.start(words);
    return desk;
  };
  const atStart = (focus) => {
    const start = planStart(env, {
      begin(plan, words, more = {}) {
        const { key, kept } = env.home.create(plan, more);
        const desk = atDesk(key, { plan, ...more }, words);
        if (!kept || env.home.single) desk.keep(); // where it is not kept, or not yet, the desk says so
      },
      open(key) {
        const record = env.home.open(key);
        if (record) atDesk(key, record);
        else atStart(true);
      },
    });
    host.replaceChildren(start);
    if (focus) host.querySelector("h3")?.focus();
  };
  const only = env.home.single ? env.home.plans()[0] : null;
  if (only) atDesk(only.key, only, only.said);
  else atStart(false);
}

export const planFrontEnd = { build: planBuilder, browserHome: planBrowserHome };
