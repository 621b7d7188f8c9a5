// Every step of a plan, so that each can be undone and done again; typing in one field is one step.
const PLAN_STEPS = 500;

export function planHistory(start) {
  let now = start;
  let run = "";
  const past = [];
  const ahead = [];
  const go = (from, to) => {
    const step = from.pop();
    if (!step) return null;
    to.push({ ...step, plan: now });
    now = step.plan;
    run = "";
    return step;
  };
  return {
    now: () => now,
    change(next, path, typing = false) {
      if (next === now) return;
      if (!(typing && run === path)) past.push({ plan: now, path });
      if (past.length > PLAN_STEPS) past.shift();
      run = typing ? path : "";
      ahead.length = 0;
      now = next;
    },
    rest: () => (run = ""),
    undo: () => go(past, ahead),
    redo: () => go(ahead, past),
    canUndo: () => past.length > 0,
    canRedo: () => ahead.length > 0,
  };
}
