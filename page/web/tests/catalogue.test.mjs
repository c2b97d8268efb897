// The module without a browser: every flight of the catalogue as the command flies it, and an estimate.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url)), root = join(here, '../../..');
const command = join(root, 'build/apogee'), scenarios = join(root, 'scenarios');
const look = { dark: false, unit: 'km', language: 'en' };

let instance;
before(async () => {
    const bundled = await build({ entryPoints: [join(here, '../instance.ts')], bundle: true, format: 'esm', write: false });
    const { Instance } = await import(`data:text/javascript;base64,${Buffer.from(bundled.outputFiles[0].text).toString('base64')}`);
    const module = new WebAssembly.Module(readFileSync(join(root, 'build-wasm/apogee.wasm')));
    instance = new Instance(module, (text, size) => 0.55 * size * text.length);
    const map = (detail) => readFileSync(join(root, `sim/geo/data/world-${detail}.bin`));
    instance.keepMaps({ m50: map('50m'), m10: map('10m') });
    for (const folder of ['', 'vehicles'])
        for (const name of readdirSync(join(scenarios, folder)))
            if (/\.(toml|csv)$/.test(name))
                instance.keepFile(['catalogue', folder, name].filter(Boolean).join('/'), readFileSync(join(scenarios, folder, name), 'utf8'));
});

/** Lengths are in km, angles in degrees, times in seconds: 1e-6 is a millimetre, or less. An orbit's figures grow
 *  with the time that it is followed. */
function compare(page, native, path, differences) {
    if (typeof page === 'number' && typeof native === 'number') {
        if (Math.abs(page - native) > 1e-6 * Math.max(1, Math.abs(native) / 1000)) differences.push(`${path}: ${page} ${native}`);
    } else if (page && native && typeof page === 'object' && typeof native === 'object') {
        for (const key of Object.keys(native)) compare(page[key], native[key], `${path}.${key}`, differences);
    } else if (page !== native) {
        differences.push(`${path}: ${page} ${native}`);
    }
}

test('every flight of the catalogue is that of the command', () => {
    const differences = [];
    for (const file of readdirSync(scenarios).filter((name) => name.endsWith('.toml'))) {
        const name = file.slice(0, -5);
        const { flights } = instance.ask({ ask: 'flights', flights: [{ scenario: `catalogue:${name}`, changes: {} }], debris: false,
                                          pictures: [], look, files: [] });
        // Its status says whether the flight landed.
        const native = JSON.parse(spawnSync(command, ['run', '--json', join(scenarios, file)], { encoding: 'utf8' }).stdout);
        delete native.provenance;  // where the files stand, and how many steps it took
        compare(flights[0], native, name, differences);
    }
    assert.deepEqual(differences, []);
});

test('a number of words is set as the command sets it', () => {
    const { flights } = instance.ask({ ask: 'flights', flights: [{ scenario: 'catalogue:v-2', changes: { 'environment.gravity': 'j2', title: 'two words' } }],
                                      debris: false, pictures: [], look, files: [] });
    assert.equal(flights[0].title, 'two words');
});

test('every picture of every flight is drawn', () => {
    for (const kind of ['map', 'azimuthal', 'globe', 'profile', 'time']) {
        const { pictures } = instance.ask({ ask: 'flights', debris: true, look, files: [],
            flights: [{ scenario: 'catalogue:hwasong-15-2017-11-29', changes: {} }, { scenario: 'catalogue:minuteman-iii', changes: {} }],
            pictures: [{ name: 'picture', kind, width: 640, height: 400 }] });
        assert.match(pictures.picture, /^<svg /);
        assert.ok(!/NaN|Infinity/.test(pictures.picture), kind);
    }
});

test('an estimate is that of the command', () => {
    const answer = instance.ask({ ask: 'report', scenario: 'catalogue:hwasong-14-2017-07-28', claims: [], samples: 200, details: true,
                                  pictures: [], look, files: [] });
    const native = JSON.parse(execFileSync(command, ['estimate', 'catalogue:hwasong-14-2017-07-28', '--samples', '200', '--json', '--quiet'],
                                           { encoding: 'utf8', env: { ...process.env, APOGEE_SCENARIOS: scenarios } }));
    for (const key of ['standard_range_km', 'maximum_range_km'])
        for (const of of ['median', 'low90', 'high90']) {
            // The samples are the same; the page's lanes round twice, the command's once: a sample moves by centimetres, a
            // quantile by no more than to the next sample.
            const spread = native[key].high90 - native[key].low90;
            assert.ok(Math.abs(answer.estimate[key][of] - native[key][of]) < 0.02 * spread, `${key}.${of}: ${answer.estimate[key][of]} ${native[key][of]}`);
        }
});
