// Plans kept in this browser, each under a key of its own; two tabs never write over each other's work.
const PLAN_PREFIX = "belonging:plan:";

const planRandom = () => Math.random().toString(36).slice(2, 10);

export function planBrowserHome() {
  const known = new Map(); // key -> the version this tab last read or wrote
  const channel = "BroadcastChannel" in window ? new BroadcastChannel("belonging:plan") : null;
  let shown = ""; // the plan this tab has open
  let heard = () => {};

  const read = (key) => {
    try {
      const record = JSON.parse(localStorage.getItem(PLAN_PREFIX + key));
      return record && typeof record.plan === "object" && record.plan ? record : null;
    } catch {
      return null; // another program's note under our name, or a browser that keeps nothing
    }
  };
  const write = (key, plan, more) => {
    const stamp = planRandom();
    const record = { plan, stamp, changed: new Date().toISOString(), ...more };
    try {
      localStorage.setItem(PLAN_PREFIX + key, JSON.stringify(record));
    } catch {
      return false; // full, or blocked
    }
    known.set(key, stamp);
    return true;
  };
  window.addEventListener("storage", ({ key }) => {
    if (shown && key === PLAN_PREFIX + shown && read(shown)?.stamp !== known.get(shown)) heard("changed");
  });
  channel?.addEventListener("message", ({ data }) => {
    if (!shown || data.key !== shown) return;
    heard(data.leaves ? "left" : "open");
    if (data.asks) channel.postMessage({ key: shown });
  });

  const leaves = () => shown && channel?.postMessage({ key: shown, leaves: true });
  window.addEventListener("pagehide", leaves);

  return {
    where: "in this browser",
    plans() {
      try {
        const keys = Object.keys(localStorage).filter((key) => key.startsWith(PLAN_PREFIX));
        const records = keys.map((key) => ({ key: key.slice(PLAN_PREFIX.length), ...read(key.slice(PLAN_PREFIX.length)) }));
        return records.filter((one) => one.plan).sort((a, b) => String(b.changed).localeCompare(String(a.changed)));
      } catch {
        return [];
      }
    },
    create(plan, more = {}) {
      const key = `${Date.now().toString(36)}-${planRandom()}`;
      return { key, kept: write(key, plan, more) };
    },
    open(key) {
      const record = read(key);
      if (record) known.set(key, record.stamp);
      return record;
    },
    /** Keeps a plan. Where another tab has changed it meanwhile, both stay: this one under a new key. */
    keep(key, plan, more, told) {
      const there = read(key);
      if (there && known.has(key) && there.stamp !== known.get(key)) {
        const copy = this.create(plan, { ...more, note: "changed in a second tab" });
        if (copy.kept) shown = copy.key;
        told({ ...copy, key: copy.kept ? copy.key : key, copied: copy.kept });
        return;
      }
      told({ key, kept: write(key, plan, { note: there?.note, ...more }), copied: false });
    },
    remove(key) {
      try { localStorage.removeItem(PLAN_PREFIX + key); } catch { /* nothing was kept */ }
    },
    /** Says what other tabs do with the plan that is open here: "open", "left" or "changed". */
    watch(key, tell) {
      leaves();
      shown = key;
      heard = tell;
      if (key) channel?.postMessage({ key, asks: true });
    },
  };
}
