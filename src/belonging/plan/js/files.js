// Plans as files: saved without Python, opened with it where it is there, exported by it.
import { element } from "../../live/js/element.js";
import { planShaped } from "./model.js";

const PLAN_NOTE = "# A lesson plan of the plan builder. Open it there, or hand it in as it is.\n";
// What YAML cannot hold, and nobody means to type.
const PLAN_UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ud800-\udfff\ufffe\uffff]/gu;

/** The plan file: JSON, which is YAML too, so that it can be written and read without Python. */
export function planFileText(form, plan) {
  const shaped = planShaped(form, plan);
  const clean = (_, value) => (typeof value === "string" ? value.replace(PLAN_UNPRINTABLE, "") : value);
  return `${PLAN_NOTE}${JSON.stringify(shaped, clean, 1)}\n`;
}

/** Reads a file this page has written; null if it is another kind of file. */
export function planFromText(form, text, lost) {
  try {
    return planShaped(form, JSON.parse(text.replace(/^(\ufeff?#.*\r?\n)+/, "")), lost);
  } catch {
    return null;
  }
}

export const planFileName = (plan) => `${/^[a-z0-9-]{1,40}$/.test(plan.plan_id ?? "") ? plan.plan_id : "my-plan"}.yml`;

export function planDownload(data, kind, name) {
  const link = element("a", { href: URL.createObjectURL(new Blob([data], { type: kind })), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Opens a file that somebody chose; says what is the matter, or resolves with the plan and what could not be read. */
export async function planOpen(form, env, show, file) {
  if (file.size > 1_000_000) {
    show.say(`“${file.name}” is too large to be a plan. Choose the .yml file that you saved or were given.`);
    return null;
  }
  if (!env.why) {
    const content = new Uint8Array(await file.arrayBuffer());
    const read = await show.run("belonging.plan.in_page:open_file", {}, { files: { content } });
    return read && { plan: planShaped(form, read.plan), problems: read.problems };
  }
  const lost = [];
  const plan = planFromText(form, await file.text(), lost);
  if (!plan) {
    show.say(`“${file.name}” cannot be read on this page. A plan saved by this page can; for any other, open this page on the web, or use JupyterLab.`);
    return null;
  }
  return { plan, problems: lost.map((field) => `“${field}” could not be read and is left out.`) };
}
