// The plan builder on a page: its own front end is loaded with its data; Python waits until it is asked.
import { call, has, liveFolder, why } from "./client.js";
import { element } from "./element.js";
import { beforehand, panel } from "./panel.js";
import { tool } from "./tool.js";

const planScript = (name) => new Promise((done, failed) => {
  const script = element("script", { src: new URL(`../belonging/${name}`, liveFolder()).href, async: false });
  script.onload = done;
  script.onerror = failed;
  document.head.append(script);
});

tool("plan", async (host, needs, likes) => {
  const instead = host.querySelector(".bbd-live-instead");
  const place = element("div", { className: "bbd-plan" });
  try {
    await Promise.all(["plan-form.js", "plan-data.js"].map(planScript));
  } catch {
    return; // what to do instead stays on the page
  }
  const { build, browserHome, data } = window.BelongingPlan;
  const docx = likes.includes("python-docx");
  const reason = why(needs);
  host.append(place);
  build(place, {
    data,
    home: browserHome(),
    why: reason,
    awake: false,
    kinds: docx ? [".docx", ".txt", ".md"] : [".txt", ".md"],
    beforehand: reason ? "" : beforehand(needs),
    has: (wanted) => has(wanted).length === wanted.length,
    call: (name, args) => call(name, args, { needs }),
    panel(spot) {
      const shown = panel(spot);
      return { ...shown, run: (name, args, options = {}) => shown.run(name, args, { ...options, needs: [...needs, ...(options.needs ?? [])] }) };
    },
  });
  instead.hidden = true;
}, { always: true });
