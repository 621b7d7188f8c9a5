// A plan to read and to print: labels and answers, with names in the place of ids; blanks are left out.
import { element } from "../../live/js/element.js";
import { planChoices, planGet, planName, planUnder } from "./model.js";

export function planPaper(form, plan, level = 3) {
  const words = (field, value) => {
    if (field.kind === "yesno") return value ? "Yes" : "";
    if (Array.isArray(value)) return value.map((one) => word(field, one)).filter(Boolean).join("; ");
    return word(field, value);
  };
  const word = (field, value) => {
    if (value === undefined || value === "") return "";
    if (field.options) return field.options.find(([one]) => one === value)?.[1] ?? String(value);
    if (form.lists[field.to] && field.to !== "standard") {
      const label = form.lists[field.to].find((one) => one.value === value)?.label ?? value;
      return field.to === "soc" ? `${label} (${value})` : String(label);
    }
    if (field.kind === "pick" || field.kind === "picks") return planChoices(form, plan, field.to).find(([id]) => id === value)?.[1] ?? String(value);
    return String(value);
  };
  const plain = (fields, at) => {
    const rows = fields.filter((field) => field.kind !== "id" && field.kind !== "part" && field.kind !== "parts")
      .map((field) => [field.label, words(field, planGet(plan, planUnder(at, field.name)))]).filter(([, said]) => said);
    if (!rows.length) return [];
    return [element("dl", {}, ...rows.flatMap(([label, said]) => [element("dt", { textContent: label }), element("dd", { textContent: said })]))];
  };
  const inner = (fields, at, deep) => [...plain(fields, at), ...fields.flatMap((field) => nested(field, planUnder(at, field.name), deep))];
  const nested = (field, path, deep) => {
    const value = planGet(plan, path);
    const head = () => element(`h${Math.min(6, deep)}`, { textContent: field.label });
    if (field.kind === "part") {
      const made = inner(field.fields, path, deep + 1);
      return made.length ? [head(), ...made] : [];
    }
    if (field.kind !== "parts" || !value?.length) return [];
    const items = value.map((entry, place) => {
      const rest = field.fields.filter((one) => one.name !== field.says);
      return element("li", {}, element("p", {}, element("strong", { textContent: planName(field, entry) || `${field.entry} ${place + 1}` })),
        ...inner(rest, planUnder(path, place), deep + 1));
    });
    return [head(), element("ol", {}, ...items)];
  };
  return element("div", { className: "bbd-plan-paper" },
    element(`h${level}`, { textContent: plan.title || "A plan without a title" }),
    ...form.tabs.flatMap((tab) => [element(`h${level + 1}`, { textContent: tab.label }), ...inner(tab.fields, "", level + 2)]),
    element("p", { className: "bbd-plan-credit", textContent: form.credit }));
}
