// A plan as plain values: one place of it read or changed, ids given and followed. No plan is changed in place.

const planKeys = (path) => (path === "" ? [] : path.split("."));
export const planUnder = (path, name) => (path === "" ? String(name) : `${path}.${name}`);
export const planGet = (plan, path) => planKeys(path).reduce((at, key) => at?.[key], plan);

/** The plan with another value at a path; undefined takes the key away. */
export function planSet(plan, path, value) {
  const [key, ...rest] = planKeys(path);
  if (key === undefined) return value;
  const copy = Array.isArray(plan) ? [...plan] : { ...plan };
  const next = rest.length ? planSet(copy[key] ?? {}, rest.join("."), value) : value;
  if (next === undefined) delete copy[key];
  else copy[key] = next;
  return copy;
}

/** Calls visit(field, path, value) for every field of the form, and for those inside what the plan holds. */
export function planWalk(fields, plan, visit, at = "") {
  for (const field of fields) {
    const path = planUnder(at, field.name);
    const value = planGet(plan, path);
    visit(field, path, value);
    if (field.kind === "part") planWalk(field.fields, plan, visit, path);
    if (field.kind === "parts") (value ?? []).forEach((_, i) => planWalk(field.fields, plan, visit, planUnder(path, i)));
  }
}

export const planFields = (form) => form.tabs.flatMap((tab) => tab.fields);

/** The fields on the way to a path, outermost first; shorter than the path where the form knows no more of it. */
export function planTrail(form, path) {
  const trail = [];
  let fields = planFields(form);
  for (const key of planKeys(path)) {
    if (/^\d+$/.test(key)) continue;
    const field = fields.find((one) => one.name === key);
    if (!field) break;
    trail.push(field);
    fields = field.fields ?? [];
  }
  return trail;
}

export const planTabOf = (form, path) => {
  const name = planKeys(path)[0];
  return Math.max(0, form.tabs.findIndex((tab) => tab.fields.some((field) => field.name === name)));
};

/** What a place is called: “Activity 2: Minutes”. */
export function planWhere(form, path) {
  const words = [];
  let fields = planFields(form);
  let last = null;
  for (const key of planKeys(path)) {
    if (/^\d+$/.test(key)) {
      if (last) words.push(`${words.pop() && (last.entry ?? last.label)} ${Number(key) + 1}`);
      continue;
    }
    last = fields.find((field) => field.name === key);
    if (!last) break;
    if (words.at(-1) !== last.label) words.push(last.label);
    fields = last.fields ?? [];
  }
  return words.join(": ");
}

export const planName = (field, entry) => String(entry?.[field.says] ?? "").trim();

/** What can be picked of a list of the plan: [id, words]. */
export function planChoices(form, plan, to) {
  const field = planTrail(form, to).at(-1);
  return (planGet(plan, to) ?? [])
    .map((entry, place) => [entry.id, planName(field, entry) || `${field.entry} ${place + 1}`])
    .filter(([id]) => id);
}

/** Where the plan points at an entry. */
export function planPointing(form, plan, to, id) {
  const found = [];
  planWalk(planFields(form), plan, (field, path, value) => {
    if (field.to !== to) return;
    if (field.kind === "picks") (value ?? []).forEach((one, i) => one === id && found.push(planUnder(path, i)));
    else if (value === id) found.push(path);
  });
  return found;
}

/** The plan with another id for an entry, everywhere; as it is if that id is blank or taken. */
export function planRename(form, plan, list, place, id) {
  const entries = planGet(plan, list);
  if (!id || entries.some((entry, other) => other !== place && entry.id === id)) return plan;
  const pointing = entries[place].id ? planPointing(form, plan, list, entries[place].id) : [];
  return [`${list}.${place}.id`, ...pointing].reduce((changed, path) => planSet(changed, path, id), plan);
}

/** A blank entry for a list; with a free id where others point at its entries. */
export function planBlank(field, entries) {
  if (!field.fields.some((one) => one.kind === "id")) return {};
  const like = field.fields.find((one) => one.kind === "id").like;
  const stem = /^[a-z]\d$/.test(like) ? like[0] : `${field.entry.toLowerCase()}-`;
  let number = entries.length + 1;
  while (entries.some((entry) => entry.id === stem + number)) number += 1;
  return { id: stem + number };
}

/** Only what the form knows of a value from outside, in the form's order; what does not fit is named in `lost`. */
export function planShaped(form, value, lost = []) {
  const isPart = (one) => one !== null && typeof one === "object" && !Array.isArray(one);
  const plain = (one) => ["string", "number", "boolean"].includes(typeof one);
  const one = (field, given, path) => {
    if (given === undefined || given === null) return undefined;
    if (field.kind === "part") return isPart(given) ? part(field.fields, given, path) : void lost.push(path);
    if (field.kind === "parts" || ["texts", "picks", "several"].includes(field.kind)) {
      if (!Array.isArray(given)) return void lost.push(path);
      const fits = field.kind === "parts" ? isPart : plain;
      given.forEach((entry, i) => fits(entry) || lost.push(planUnder(path, i)));
      const kept = given.filter(fits);
      return field.kind === "parts" ? kept.map((entry, i) => part(field.fields, entry, planUnder(path, i))) : kept.map(String);
    }
    if (!plain(given)) return void lost.push(path);
    if (field.kind === "yesno") return given === true;
    return ["whole", "number"].includes(field.kind) ? given : String(given);
  };
  const part = (fields, given, path) => {
    const made = {};
    for (const field of fields) {
      const kept = one(field, given[field.name], planUnder(path, field.name));
      if (kept !== undefined) made[field.name] = kept;
    }
    return made;
  };
  if (!isPart(value)) return null;
  const made = part(planFields(form), value, "");
  for (const name of form.kept) if (plain(value[name])) made[name] = value[name];
  return made;
}
