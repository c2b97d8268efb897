// What the views share: the state, the cores, the words.
import { Core, Mistake, Superseded, bytesOf } from './core';
import type { Unit } from './core';
import { h } from './dom';
import { fromHash, toHash, type State } from './state';
import { number, wordsOf, type Words } from './words';

const kilometres: Record<Unit, number> = { km: 1, nmi: 1.852, mi: 1.609344 };  // sim/base/length_units.h

export class App {
    /** Flights and estimates have a core each: a slider never waits for samples. */
    readonly flying = new Core('flights.wasm');
    readonly estimating = new Core('apogee.wasm');

    private constructor(readonly state: State) {}

    static async atAddress(): Promise<App> {
        return new App(await fromHash(location.hash));
    }

    get words(): Words { return wordsOf(this.state.look.language); }

    /** "11,874 km"; a dash for what there is not. */
    length(km: number | null | undefined, decimals = 0): string {
        if (km === null || km === undefined) return '–';
        const unit = this.state.look.unit;
        return `${number(km / kilometres[unit], this.state.look.language, decimals)} ${unit}`;
    }

    number(value: number | null | undefined, decimals = 0): string {
        return value === null || value === undefined ? '–' : number(value, this.state.look.language, decimals);
    }

    /** Keeps the address in step. The last call wins, however long packing takes. */
    async remember(): Promise<void> {
        const turn = ++this.turn;
        const hash = await toHash(this.state);
        if (turn === this.turn) history.replaceState(null, '', hash);
    }
    private turn = 0;

    /** The finer maps and the small places are larger than all the rest: they come once the first answer stands, or where one needs them.
     *  @returns when they are there; true to the first who asks: what is shown can be drawn anew */
    async fetchMaps(): Promise<boolean> {
        const first = this.maps === undefined;
        this.maps ??= this.handOverMaps();
        try {
            await this.maps;
            return first;
        } catch {
            this.maps = undefined;  // without a network the coarser ones stay, for now
            return false;
        }
    }
    private maps: Promise<void> | undefined;

    private async handOverMaps(): Promise<void> {
        const [m50, m10, places] = await Promise.all([bytesOf('world-50m.bin'), bytesOf('world-10m.bin'), bytesOf('places.tsv')]);
        await Promise.all([this.flying, this.estimating].map((core) => core.keepMaps({ m50, m10, places })));
    }
}

/** Seconds as "53:20", "1:07:24". */
export function clock(seconds: number | null | undefined): string {
    if (seconds === null || seconds === undefined) return '–';
    const whole = Math.round(seconds), two = (value: number) => String(value).padStart(2, '0');
    const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
    return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** Says what is wrong where the user is; true where it was one of the things that are said. */
export function tell(place: HTMLElement, problem: unknown): void {
    if (problem instanceof Superseded) return;
    const text = problem instanceof Error ? problem.message : String(problem);
    place.replaceChildren(h('p', { class: problem instanceof Mistake ? 'mistake' : 'failure' }, text));
}
