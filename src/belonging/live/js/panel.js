// Shows what a call is doing, in words and as a bar; Cancel while it runs, Try again after it failed.
import { Problem, call, weight } from "./client.js";
import { element } from "./element.js";
import { WORDS, megabytes } from "./words.js";

const SLOW = 20_000;

/** What to tell before the first press: how much will be loaded, and that nothing leaves. */
export const beforehand = (needs) =>
  `The first press loads Python into this page: up to ${megabytes(weight(needs))}, once. What you enter stays in this browser.`;

export function panel(host) {
  const bar = element("progress", { max: 100, value: 0, hidden: true, "aria-label": WORDS.loading });
  const said = element("p", { className: "bbd-live-said", role: "status" });
  const cancel = element("button", { type: "button", textContent: "Cancel", hidden: true });
  const again = element("button", { type: "button", textContent: "Try again", hidden: true });
  host.append(element("div", { className: "bbd-live-panel" }, bar, said, element("div", {}, cancel, again)));
  let spoken = -1;
  let busy = null;
  cancel.addEventListener("click", () => busy?.abort());

  const say = (text) => {
    if (said.textContent !== text) said.textContent = text;
  };
  const progress = ({ step, got, all }) => {
    if (step === "run") {
      bar.removeAttribute("value");
      say(`${WORDS.working} …`);
      return;
    }
    if (got >= all) {
      bar.removeAttribute("value"); // no more bytes to wait for: how far is not known
      say(`${WORDS.starting} …`);
      return;
    }
    const percent = Math.floor((100 * got) / all);
    bar.value = percent;
    // A screen reader is told at every quarter, not at every byte.
    const quarter = Math.floor(percent / 25) * 25;
    if (quarter !== spoken) {
      spoken = quarter;
      say(`${WORDS.loading}: ${quarter}% of ${megabytes(all)} …`);
    }
  };

  /** Resolves with the result, or with null when it was cancelled or failed; the panel has said so then. */
  const run = (name, args, options = {}) =>
    new Promise((resolve) => {
      const attempt = async () => {
        if (busy) return;
        busy = new AbortController();
        spoken = -1;
        host.setAttribute("aria-busy", "true");
        bar.hidden = cancel.hidden = false;
        again.hidden = true;
        // Who pressed “Try again” stands on a button that is gone now.
        if (document.activeElement === document.body || document.activeElement === again) cancel.focus();
        const slow = setTimeout(() => say(WORDS.slow), SLOW);
        try {
          const found = await call(name, args, { ...options, onProgress: progress, signal: busy.signal });
          say("");
          resolve(found);
        } catch (problem) {
          if (!(problem instanceof Problem)) throw problem;
          const start = problem.kind === "plain" ? `${WORDS.pleaseChange} ` : "";
          say(start + problem.message);
          if (["load", "timeout", "error"].includes(problem.kind)) {
            again.hidden = false;
            again.onclick = attempt;
          } else resolve(null);
        } finally {
          clearTimeout(slow);
          const held = document.activeElement === cancel;
          bar.hidden = cancel.hidden = true;
          host.removeAttribute("aria-busy");
          busy = null;
          if (held) (again.hidden ? host.querySelector("button:not([hidden])") : again)?.focus();
        }
      };
      attempt();
    });
  return { run, say, isBusy: () => busy !== null };
}
