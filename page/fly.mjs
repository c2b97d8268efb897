// node page/fly.mjs WASM NATIVE FOLDER ARGUMENT...
// Runs one program twice, as WebAssembly and built for this machine, in the same folder, and holds the results
// against each other. A case's figures must be the same to the bit. A single flight goes through the C
// library's functions and another geodesic, so its lengths may differ by a millimetre, its angles and others
// by as little.
import { execFileSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { WASI } from 'node:wasi';

const [wasm, native, folder, ...args] = process.argv.slice(2);

async function underWasm() {
    const place = mkdtempSync(join(tmpdir(), 'apogee-'));
    const out = openSync(join(place, 'out'), 'w');
    const wasi = new WASI({ version: 'preview1', args: ['fly', ...args], preopens: { '.': folder }, stdout: out,
                            returnOnExit: true });
    const module = await WebAssembly.compile(readFileSync(wasm));
    const status = wasi.start(await WebAssembly.instantiate(module, wasi.getImportObject()));
    closeSync(out);
    const text = readFileSync(join(place, 'out'), 'utf8');
    rmSync(place, { recursive: true });
    if (status !== 0) throw new Error(`ended with status ${status}`);
    return text;
}

const split = (text) => {
    const end = text.lastIndexOf('cases ');
    return { flight: JSON.parse(text.slice(0, end)), cases: text.slice(end).trim() };
};

const differences = [];
let largest = 0;
function compare(a, b, path) {
    if (typeof a === 'number' && typeof b === 'number') {
        const difference = Math.abs(a - b);  // km, s, deg, ...: 1e-6 of any is a millimetre, or less
        largest = Math.max(largest, difference);
        if (difference > 1e-6 * Math.max(1, Math.abs(a) / 1000)) differences.push(`${path}: ${a} ${b}`);
    } else if (a !== null && b !== null && typeof a === 'object' && typeof b === 'object') {
        for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) compare(a[key], b[key], `${path}.${key}`);
    } else if (a !== b) {
        differences.push(`${path}: ${a} ${b}`);
    }
}

const theirs = split(await underWasm());
const ours = split(execFileSync(resolve(native), args, { cwd: folder, encoding: 'utf8' }));
compare(theirs.flight, ours.flight, args[0]);
if (theirs.cases !== ours.cases) differences.push(`${theirs.cases} under WebAssembly, ${ours.cases} here`);
for (const line of differences) console.error(line);
console.log(`${args[0]}: range ${theirs.flight.range_km} km under WebAssembly, ${ours.flight.range_km} km here; ` +
            `largest difference of any figure ${largest}; ${theirs.cases}`);
process.exitCode = differences.length === 0 ? 0 : 1;
