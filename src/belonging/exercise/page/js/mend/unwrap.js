// From the bytes of a file to its text, whatever encoding; and out of a zip. Twin of mend/unwrap.py.
const UTF8 = new RegExp("[\\x00-\\x7f]+|[\\xc2-\\xdf][\\x80-\\xbf]|\\xe0[\\xa0-\\xbf][\\x80-\\xbf]"
  + "|[\\xe1-\\xec\\xee\\xef][\\x80-\\xbf]{2}|\\xed[\\x80-\\x9f][\\x80-\\xbf]|\\xf0[\\x90-\\xbf][\\x80-\\xbf]{2}"
  + "|[\\xf1-\\xf3][\\x80-\\xbf]{3}|\\xf4[\\x80-\\x8f][\\x80-\\xbf]{2}|[\\x80-\\xff]", "g");
const OPENABLE = /\.(ipynb|json|txt|html?|py|md|ipynb[^/]*)$/i;
const MOST_BYTES = 300_000_000;

export function textOf(bytes) {
  let text;
  const starts = (a, b) => bytes[0] === a && bytes[1] === b;
  const wide = starts(0xff, 0xfe) ? "utf-16le" : starts(0xfe, 0xff) ? "utf-16be" : wideWithoutMark(bytes);
  if (wide) {
    text = new TextDecoder(wide).decode(bytes);
  } else {
    try {
      text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      text = mixed(bytes);
    }
  }
  return text.replace(/\ufeff/g, "").replace(/\0/g, "");
}

function wideWithoutMark(bytes) {
  const head = bytes.subarray(0, 2000);
  let even = 0;
  let odd = 0;
  head.forEach((byte, n) => { if (byte === 0) { if (n % 2) odd += 1; else even += 1; } });
  const evens = Math.ceil(head.length / 2);
  const odds = Math.floor(head.length / 2);
  if (odds && odd > 0.6 * odds && even < 0.1 * evens) return "utf-16le";
  if (odds && even > 0.6 * evens && odd < 0.1 * odds) return "utf-16be";
  return null;
}

function mixed(bytes) {
  const western = new TextDecoder("windows-1252");
  const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
  const latin = [];
  for (let at = 0; at < bytes.length; at += 8192) latin.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  return latin.join("").replace(UTF8, (found) => {
    const raw = Uint8Array.from(found, (sign) => sign.charCodeAt(0));
    return found.length === 1 && raw[0] > 0x7f ? western.decode(raw) : utf8.decode(raw);
  });
}

export const isZip = (bytes) => bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;

// -> [[name, bytes]], notebooks first; the browser itself knows how to inflate.
export async function zipMembers(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end -= 1;
  if (end < 0) return [];
  const found = [];
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) break;
    const [method, packed, size] = [view.getUint16(at + 10, true), view.getUint32(at + 20, true), view.getUint32(at + 24, true)];
    const [nameLength, extra, comment] = [28, 30, 32].map((place) => view.getUint16(at + place, true));
    const start = view.getUint32(at + 42, true);
    const name = textOf(bytes.subarray(at + 46, at + 46 + nameLength));
    at += 46 + nameLength + extra + comment;
    const hidden = name.split("/").some((part) => part.startsWith(".") || part.startsWith("__MACOSX"));
    if (hidden || name.endsWith("/") || !OPENABLE.test(name) || size > MOST_BYTES) continue;
    const from = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
    const content = bytes.subarray(from, from + packed);
    if (method === 0) found.push([name, content]);
    else if (method === 8) found.push([name, await inflated(content)]);
  }
  const other = (one) => Number(!one[0].toLowerCase().endsWith(".ipynb"));
  return found.sort((a, b) => other(a) - other(b));
}

async function inflated(content) {
  const stream = new Blob([content]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
