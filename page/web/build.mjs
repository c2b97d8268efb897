// node build.mjs FOLDER WASM: the page as a folder for any static host.
import { build } from 'esbuild';
import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [out, wasm] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url)), root = join(here, '../..');
const options = { bundle: true, minify: true, format: 'iife', target: 'es2022', logLevel: 'warning', charset: 'utf8' };

function catalogue() {
    const files = {};
    for (const folder of ['', 'vehicles'])
        for (const name of readdirSync(join(root, 'scenarios', folder)))
            if (/\.(toml|csv)$/.test(name))
                files[['catalogue', folder, name].filter(Boolean).join('/')] =
                    readFileSync(join(root, 'scenarios', folder, name), 'utf8');
    return files;
}

/** What the sources import that is no file: the catalogue, and the worker's text. */
const made = {
    name: 'made',
    setup({ onResolve, onLoad }) {
        onResolve({ filter: /^(catalogue|worker)$/ }, ({ path }) => ({ path, namespace: 'made' }));
        onLoad({ filter: /^catalogue$/, namespace: 'made' },
               () => ({ contents: JSON.stringify(catalogue()), loader: 'json' }));
        onLoad({ filter: /^worker$/, namespace: 'made' }, async () => {
            const worker = await build({ ...options, entryPoints: [join(here, 'worker.ts')], write: false });
            return { contents: worker.outputFiles[0].text, loader: 'text' };
        });
    },
};

mkdirSync(out, { recursive: true });
await build({ ...options, entryPoints: [join(here, 'main.ts')], outfile: join(out, 'app.js'), plugins: [made] });
await build({ ...options, entryPoints: [join(here, 'offline.ts')], outfile: join(out, 'offline.js') });
for (const file of ['index.html', 'style.css', 'icon.svg']) copyFileSync(join(here, file), join(out, file));
for (const file of [wasm, ...['50m', '10m'].map((detail) => join(root, `sim/geo/data/world-${detail}.bin`))]) {
    const name = basename(file), bytes = readFileSync(file);
    writeFileSync(join(out, name), bytes);
    // From a folder a page may fetch nothing, but run scripts.
    writeFileSync(join(out, `${name}.js`),
                  `(globalThis.apogeeFiles??={})[${JSON.stringify(name)}]="${bytes.toString('base64')}";\n`);
}
