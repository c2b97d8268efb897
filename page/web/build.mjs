// node build.mjs FOLDER MODULES: the page as a folder for any static host. MODULES: where apogee.wasm and flights.wasm are.
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [out, modules] = process.argv.slice(2);
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

/** The core without a browser, which alone knows how wide letters are: these are Inter's on average. */
async function started(module) {
    const { outputFiles } = await build({ ...options, format: 'esm', entryPoints: [join(here, 'instance.ts')], write: false });
    const { Instance } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString('base64')}`);
    const measure = (text, size) => size * [...text].reduce((sum, letter) => sum + (letter >= '\u1100' ? 1 : 0.56), 0);
    const instance = new Instance(new WebAssembly.Module(readFileSync(join(modules, module))), measure);
    for (const [name, text] of Object.entries(catalogue())) instance.keepFile(name, text);
    return instance;
}

/** What stands in the choosers, as the module reads it from the files: a page need not wait for it. */
const titles = (await started('apogee.wasm')).ask({ ask: 'catalogue' }).scenarios;

/** A phone's first picture (stored_flight.ts), which need not wait for the core: each flight of the catalogue, flown. */
async function flown() {
    const instance = await started('flights.wasm'), folder = join(out, 'flown');
    mkdirSync(folder, { recursive: true });
    for (const { name } of titles)
        for (const language of ['en', 'ko', 'ja', 'de', 'fr'])
            for (const dark of [false, true]) {
                const { flights, pictures } = instance.ask({ ask: 'flights', flights: [{ scenario: `catalogue:${name}`, changes: {} }],
                    debris: false, look: { dark, unit: 'km', language }, pictures: [{ name: 'picture', kind: 'map', width: 336, height: 290 }] });
                if (language === 'en') writeFileSync(join(folder, `${name}.json`), JSON.stringify(flights));
                writeFileSync(join(folder, `${name}.${language}.${dark ? 'dark' : 'light'}.svg`), pictures.picture);
            }
}

/** A text of C++ that is one of JSON, too. */
const fonts = JSON.parse(readFileSync(join(root, 'render/figure/screen_fonts.inc'), 'utf8'));

/** What the sources import that is no file: the catalogue and its titles, the fonts, and the worker's text. */
const made = {
    name: 'made',
    setup({ onResolve, onLoad }) {
        onResolve({ filter: /^(catalogue|titles|fonts|worker)$/ }, ({ path }) => ({ path, namespace: 'made' }));
        onLoad({ filter: /^catalogue$/, namespace: 'made' },
               () => ({ contents: JSON.stringify(catalogue()), loader: 'json' }));
        onLoad({ filter: /^titles$/, namespace: 'made' },
               () => ({ contents: JSON.stringify(titles), loader: 'json' }));
        onLoad({ filter: /^fonts$/, namespace: 'made' }, () => ({ contents: JSON.stringify(fonts), loader: 'json' }));
        onLoad({ filter: /^worker$/, namespace: 'made' }, async () => {
            const worker = await build({ ...options, entryPoints: [join(here, 'worker.ts')], write: false, plugins: [made] });
            return { contents: worker.outputFiles[0].text, loader: 'text' };
        });
    },
};

mkdirSync(out, { recursive: true });
await flown();
await build({ ...options, entryPoints: [join(here, 'main.ts')], outfile: join(out, 'app.js'), plugins: [made] });
await build({ ...options, entryPoints: [join(here, 'offline.ts')], outfile: join(out, 'offline.js') });
copyFileSync(join(here, 'icon.svg'), join(out, 'icon.svg'));
// The page's policy lets the one script run that stands in it, by its hash.
const html = readFileSync(join(here, 'index.html'), 'utf8'), [, inline] = html.match(/<script>([^]*?)<\/script>/);
writeFileSync(join(out, 'index.html'),
              html.replace('HASH', `sha256-${createHash('sha256').update(inline).digest('base64')}`));
writeFileSync(join(out, 'style.css'), `:root { --fonts: ${fonts}; }\n${readFileSync(join(here, 'style.css'), 'utf8')}`);
for (const file of [...['apogee.wasm', 'flights.wasm'].map((name) => join(modules, name)), ...['world-50m.bin', 'world-10m.bin', 'places.tsv'].map((name) => join(root, 'sim/geo/data', name))]) {
    const name = basename(file), bytes = readFileSync(file);
    writeFileSync(join(out, name), bytes);
    // From a folder a page may fetch nothing, but run scripts.
    writeFileSync(join(out, `${name}.js`),
                  `(globalThis.apogeeFiles??={})[${JSON.stringify(name)}]="${bytes.toString('base64')}";\n`);
}
