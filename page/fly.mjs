// node page/fly.mjs FOLDER FLY.WASM ARGUMENT...: runs a WebAssembly program, which sees that folder as its own.
import { readFile } from 'node:fs/promises';
import { WASI } from 'node:wasi';

const [folder, program, ...args] = process.argv.slice(2);
const wasi = new WASI({ version: 'preview1', args: [program, ...args], preopens: { '.': folder } });
const module = await WebAssembly.compile(await readFile(program));
process.exitCode = wasi.start(await WebAssembly.instantiate(module, wasi.getImportObject()));
