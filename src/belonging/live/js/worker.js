// Runs Python for a page: loads Pyodide and the package from this site, then answers one call at a time.
let python = null;
let said = () => {}; // tells the page of the call at hand

// Every byte Pyodide fetches passes here, so that the page can show how much is left.
const plainFetch = self.fetch.bind(self);
let got = 0;
let lost = ""; // the last file that could not be had
const losing = (why) => {
  lost = String(why);
  throw new Error(lost);
};
self.fetch = async (...request) => {
  const response = await plainFetch(...request).catch(losing);
  if (!response.ok) losing(`${response.status} ${response.url}`);
  const counted = new TransformStream({
    transform(part, out) {
      got += part.byteLength;
      said({ step: "load", got });
      out.enqueue(part);
    },
  });
  return new Response(response.body.pipeThrough(counted), { status: response.status, headers: response.headers });
};

async function boot(site) {
  const core = fetch(site.core).then((response) => response.arrayBuffer());
  core.catch(() => {}); // it is awaited below, once Python is there to unpack it
  const { loadPyodide } = await import(`${site.place}pyodide.mjs`).catch(losing);
  got += site.scripts; // the browser fetches scripts by itself
  const pyodide = await loadPyodide({
    indexURL: site.place,
    lockFileURL: site.lock,
    packageBaseUrl: site.place, // without it Pyodide would turn to another host when a package is missing
    stdout: () => {},
    stderr: () => {},
  });
  pyodide.unpackArchive(await core, "zip", { extractDir: "/home/pyodide" });
  return pyodide;
}

self.onmessage = async ({ data }) => {
  const { id, name, args, files, needs, site } = data;
  said = (what) => self.postMessage({ id, all: site.bytes, ...what });
  try {
    said({ step: "load", got });
    python ??= boot(site);
    const pyodide = await python;
    const missing = needs.filter((each) => !pyodide.loadedPackages[each]);
    if (missing.length) {
      await pyodide.loadPackage(missing, { messageCallback: () => {}, errorCallback: () => {} });
      const still = missing.filter((each) => !pyodide.loadedPackages[each]);
      if (still.length) losing(`not loaded: ${still.join(", ")}`);
    }
    said({ step: "run" });
    const { answer } = pyodide.pyimport("belonging.live.call");
    const given = pyodide.toPy(files);
    self.postMessage({ id, answer: answer(name, args, given) });
    given.destroy();
    answer.destroy();
  } catch (error) {
    self.postMessage(lost ? { id, lost } : { id, failed: String(error?.message ?? error).slice(-300) });
  }
};
