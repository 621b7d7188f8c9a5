// SHA-256 and the lock of messages, as in locked.py. Own code, because a page on plain http or from a
// folder has no crypto.subtle, and one page must behave alike everywhere.
const K = new Uint32Array(64);
const START = new Uint32Array(8);
(() => {
  // the constants are fractional parts of roots of the first primes
  const fraction = (x) => Math.floor((x - Math.floor(x)) * 2 ** 32);
  let found = 0;
  for (let n = 2; found < 64; n++) {
    let prime = true;
    for (let d = 2; d * d <= n; d++) if (n % d === 0) prime = false;
    if (!prime) continue;
    if (found < 8) START[found] = fraction(Math.sqrt(n));
    K[found++] = fraction(Math.cbrt(n));
  }
})();

export function sha256(bytes) {
  const blocks = Math.ceil((bytes.length + 9) / 64);
  const padded = new Uint8Array(blocks * 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor((bytes.length * 8) / 2 ** 32));
  view.setUint32(padded.length - 4, (bytes.length * 8) >>> 0);
  const hash = START.slice();
  const w = new Uint32Array(64);
  const turn = (x, n) => (x >>> n) | (x << (32 - n));
  for (let at = 0; at < padded.length; at += 64) {
    for (let i = 0; i < 16; i++) w[i] = view.getUint32(at + i * 4);
    for (let i = 16; i < 64; i++) {
      const a = w[i - 15], b = w[i - 2];
      w[i] = (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10)) + w[i - 7]
        + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) + w[i - 16];
    }
    let [a, b, c, d, e, f, g, h] = hash;
    for (let i = 0; i < 64; i++) {
      const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
      const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((x, i) => { hash[i] = (hash[i] + x) >>> 0; });
  }
  const out = new Uint8Array(32);
  hash.forEach((x, i) => new DataView(out.buffer).setUint32(i * 4, x));
  return out;
}

const hashOf = (...parts) => sha256(new TextEncoder().encode(parts.join("\x1f")));
const hex = (bytes) => Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");

function unlock(key, base64) {
  const locked = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  const block = new Uint8Array(key.length + 4);
  block.set(key);
  return locked.map((byte, i, all) => {
    if (i % 32 === 0) {
      new DataView(block.buffer).setUint32(key.length, i / 32);
      all.stream = sha256(block);
    }
    return byte ^ all.stream[i % 32];
  });
}

// What an answer is told, or null when the table does not know it.
export function lookUp(table, canonical) {
  const row = table.rows[hex(hashOf(table.salt, "answer", canonical)).slice(0, 12)];
  if (!row) return null;
  const key = unlock(hashOf(table.salt, "key", canonical), row[1]);
  return JSON.parse(new TextDecoder().decode(unlock(key, table.says[row[0]])));
}

// What is told when every item is right; each item's right answer gave one share of the key.
export function allRight(table, shares) {
  return new TextDecoder().decode(unlock(hashOf(table.salt, "all", ...shares), table.all));
}
