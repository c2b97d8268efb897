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

/** A text of C++ that is one of JSON, too. */
const fonts = JSON.parse(readFileSync(join(root, 'render/figure/screen_fonts.inc'), 'utf8'));

/** What the sources import that is no file: the catalogue, the fonts, and the worker's text. */
const made = {
    name: 'made',
    setup({ onResolve, onLoad }) {
        onResolve({ filter: /^(catalogue|fonts|worker)$/ }, ({ path }) => ({ path, namespace: 'made' }));
        onLoad({ filter: /^catalogue$/, namespace: 'made' },
               () => ({ contents: JSON.stringify(catalogue()), loader: 'json' }));
        onLoad({ filter: /^fonts$/, namespace: 'made' }, () => ({ contents: JSON.stringify(fonts), loader: 'json' }));
        onLoad({ filter: /^worker$/, namespace: 'made' }, async () => {
            const worker = await build({ ...options, entryPoints: [join(here, 'worker.ts')], write: false, plugins: [made] });
            return { contents: worker.outputFiles[0].text, loader: 'text' };
        });
    },
};

mkdirSync(out, { recursive: true });
await build({ ...options, entryPoints: [join(here, 'main.ts')], outfile: join(out, 'app.js'), plugins: [made] });
await build({ ...options, entryPoints: [join(here, 'offline.ts')], outfile: join(out, 'offline.js') });
for (const file of ['index.html', 'icon.svg']) copyFileSync(join(here, file), join(out, file));
writeFileSync(join(out, 'style.css'), `:root { --fonts: ${fonts}; }\n${readFileSync(join(here, 'style.css'), 'utf8')}`);
for (const file of [wasm, ...['world-50m.bin', 'world-10m.bin', 'places.tsv'].map((name) => join(root, 'sim/geo/data', name))]) {
    const name = basename(file), bytes = readFileSync(file);
    writeFileSync(join(out, name), bytes);
    // From a folder a page may fetch nothing, but run scripts.
    writeFileSync(join(out, `${name}.js`),
                  `(globalThis.apogeeFiles??={})[${JSON.stringify(name)}]="${bytes.toString('base64')}";\n`);
}
