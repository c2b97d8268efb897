// The numbers of a flight as sliders: what the file says is the middle, its stated uncertainty a band.
import type { App } from './app';
import type { Parameter } from './core';
import { h } from './dom';

/** What moves a flight most comes first; the rest of a scenario is changed in its file. */
const wanted = [/^launch\.azimuth_deg$/, /^launch\.kick_deg$/, /^ascent\.kick_deg$/, /^ascent\.burnout_elevation_deg$/,
                /^payload\.mass_kg$/, /^stage\[\d+\]\.(propellant_mass_kg|dry_mass_kg|isp_vacuum_s|burn_time_s|thrust_vacuum_n)$/,
                /^initial\.(flight_path_angle_deg|speed_m_s|height_km)$/];

export function slidable(parameters: Parameter[]): Parameter[] {
    return parameters
        .filter((p) => Number.isFinite(p.value) && !p.key.startsWith('reported.') && (p.uncertainty !== null || wanted.some((key) => key.test(p.key))))
        .sort((a, b) => rank(a.key) - rank(b.key));
}

function rank(key: string): number {
    const found = wanted.findIndex((each) => each.test(key));
    return found < 0 ? wanted.length : found;
}

/** Half of a normal distribution's 90 % interval, in its standard deviations. */
const normal90 = 1.645;

interface Span { low: number; high: number; step: number; band: [number, number] | null }

function spanOf(parameter: Parameter, unchanged: number): Span {
    const { uncertainty } = parameter;
    let band: [number, number] | null = null;
    if (uncertainty?.low !== undefined && uncertainty.high !== undefined) band = [uncertainty.low, uncertainty.high];
    else if (uncertainty?.sd !== undefined) band = [unchanged - normal90 * uncertainty.sd, unchanged + normal90 * uncertainty.sd];
    if (parameter.key.endsWith('azimuth_deg')) return { low: unchanged - 180, high: unchanged + 180, step: 0.1, band };
    const degrees = parameter.unit === 'deg';
    const reach = degrees ? 15 : Math.max(0.3 * Math.abs(unchanged), 1e-6);
    const low = Math.min(unchanged - reach, band?.[0] ?? unchanged), high = Math.max(unchanged + reach, band?.[1] ?? unchanged);
    const step = degrees ? 0.01 : 10 ** Math.floor(Math.log10((high - low) / 300));
    return { low, high, step, band };
}

/** "kg_m2" as people write it. */
const writtenUnits: Record<string, string> = { kg_m2: 'kg/m²', deg_s: 'deg/s', m_s: 'm/s', km_s: 'km/s', m2: 'm²', rad_s: 'rad/s', m3_s2: 'm³/s²' };

/** One slider. @param file  the value in the file, @param changed  with the new one; null: as in the file. */
export function slider(app: App, parameter: Parameter, file: number, changed: (value: string | null) => void): HTMLElement {
    const span = spanOf(parameter, file);
    const id = `slide-${parameter.key.replace(/\W+/g, '-')}`;
    const unit = parameter.unit ? ` ${writtenUnits[parameter.unit] ?? parameter.unit}` : '';
    const say = (value: number) => `${Number(value.toPrecision(7))}${unit}`;
    const output = h('output', { for: id }, say(parameter.value));
    const input = h('input', {
        id, type: 'range', min: span.low, max: span.high, step: span.step, value: parameter.value,
        'aria-valuetext': say(parameter.value),
        oninput: () => {
            output.textContent = say(Number(input.value));
            input.setAttribute('aria-valuetext', say(Number(input.value)));
            changed(input.value);
        },
    });
    input.value = String(parameter.value);
    // Below it: a slider paints no background of its own.
    const band = span.band && h('div', { class: 'band' });
    if (span.band && band) {
        const part = (value: number) => `${(100 * Math.min(1, Math.max(0, (value - span.low) / (span.high - span.low)))).toFixed(1)}%`;
        band.style.setProperty('--from', part(span.band[0]));
        band.style.setProperty('--to', part(span.band[1]));
    }
    const reset = h('button', { type: 'button', class: 'plain', title: app.words.reset, 'aria-label': `${app.words.reset}: ${parameter.key}`,
                                onclick: () => {
                                    input.value = String(file);
                                    output.textContent = say(file);
                                    input.setAttribute('aria-valuetext', say(file));
                                    changed(null);
                                } }, '↺');
    return h('div', { class: 'slider' }, h('label', { for: id }, parameter.key), output, reset, input, band,
             h('small', {}, [span.band?.map(say).join(' – '), parameter.source].filter(Boolean).join('; ')));
}
