// Talks to the worker: one call at a time, with a time limit, cancel, and a fresh start after anything went wrong.
import { WORDS } from "./words.js";

const STALLED = 90; // seconds without a byte while loading
const LIMIT = 120; // seconds a call may run

export class Problem extends Error {
  constructor(kind, message, advice = "") {
    super(`${message} ${advice}`.trim());
    Object.assign(this, { kind, plain: message, advice });
  }
}

let place = ""; // where this site's live files are
let here = null; // what this site can do, or null
let worker = null;
let calls = 0;
let before = Promise.resolve();

export const site = (can) => (here = can);
export const at = (folder) => (place = new URL(folder, document.baseURI).href);
export const liveFolder = () => place;

/** Why this cannot run here, in words; "" when it can. */
export function why(needs = []) {
  if (location.protocol === "file:") return WORDS.fromFolder;
  if (!here || !needs.every((name) => here.packages[name])) return WORDS.notBuilt;
  if (!window.Worker || !window.WebAssembly || !window.ReadableStream) return WORDS.oldBrowser;
  return "";
}

/** Those of the wished-for packages that this site has. */
export const has = (likes) => likes.filter((name) => here?.packages[name]);

/** How many bytes these packages and Python itself take, before the server packs them. */
export function weight(needs = []) {
  const all = new Set(needs.flatMap((name) => here.packages[name].all));
  return [...all].reduce((sum, name) => sum + here.packages[name].bytes, here.bytes);
}

export function stop() {
  worker?.terminate();
  worker = null;
}

/** Calls a function of the package; see belonging/live/__init__.py. */
export function call(name, args = {}, options = {}) {
  const mine = before.then(() => one(name, args, options));
  before = mine.catch(() => {});
  return mine;
}

function one(name, args, { files = {}, needs = [], onProgress = () => {}, signal, seconds = LIMIT }) {
  const reason = why(needs);
  if (reason) return Promise.reject(new Problem("cannot", reason));
  if (signal?.aborted) return Promise.reject(new Problem("cancelled", WORDS.cancelled));
  return new Promise((resolve, reject) => {
    let timer = 0;
    let loading = true;
    const id = ++calls;
    const settle = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", cancel);
    };
    const fail = (kind, message, advice) => {
      settle();
      if (kind !== "plain") stop(); // what is left in the worker is not to be trusted
      reject(new Problem(kind, message, advice));
    };
    const notLoaded = () =>
      navigator.onLine === false
        ? fail("load", WORDS.offline, WORDS.offlineAdvice)
        : fail("load", WORDS.notLoaded, WORDS.notLoadedAdvice);
    const cancel = () => fail("cancelled", WORDS.cancelled);
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(
        () => (loading ? notLoaded() : fail("timeout", WORDS.tooLong, WORDS.tooLongAdvice)),
        (loading ? STALLED : seconds) * 1000,
      );
    };
    signal?.addEventListener("abort", cancel);
    wait();
    worker ??= new Worker(place + here.worker, { type: "module" });
    worker.onerror = (event) => {
      event.preventDefault();
      if (loading) notLoaded();
      else fail("error", WORDS.died, WORDS.diedAdvice);
    };
    worker.onmessage = ({ data }) => {
      if (data.id !== id) return;
      if (data.step) {
        if (data.step === "run") loading = false;
        if (loading || data.step === "run") wait();
        onProgress(data);
        return;
      }
      if (data.lost) return notLoaded();
      if (data.failed) return fail("error", WORDS.died, `${WORDS.diedAdvice} ${data.failed}`);
      const { result, problem, error } = JSON.parse(data.answer, revive);
      if (problem) return fail("plain", problem.message, problem.advice);
      if (error) return fail("error", WORDS.broken, `${WORDS.brokenAdvice} ${error}`);
      settle();
      return resolve(result);
    };
    worker.postMessage({
      id,
      name,
      args: JSON.stringify(args),
      files,
      needs,
      site: { ...here, place: place + here.place, core: place + here.core, lock: place + here.lock, bytes: weight(needs) },
    });
  });
}

// Files come back as base64, the only way for bytes to travel in JSON.
const revive = (_, value) =>
  value && typeof value.$bytes === "string" ? Uint8Array.from(atob(value.$bytes), (c) => c.charCodeAt(0)) : value;
