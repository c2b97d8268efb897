// Scenarios flown: which, with what numbers, and what becomes of them.
import { clock, tell, type App } from './app';
import titles from 'titles';
import type { FilesAnswer, FlightAnswer, FlightAsked, FlightsAnswer, Question, Reported } from './core';
import { Superseded } from './core';
import { field, h, keepingFocus, replaceAnswer, select, table } from './dom';
import { eventWords, outcomeWords } from './event_words';
import { asked, save, showPicture } from './pictures';
import { slidable, slider } from './sliders';
import { ownScenario } from './state';
import { storedFlight } from './stored_flight';
import { scenarioButton, scenarioText, sheetButton } from './take_away';

const kinds = ['map', 'azimuthal', 'globe', 'profile', 'time'] as const;
const mostFlights = 6;

export class FlyView {
    readonly element = h('section', { id: 'view-fly', 'aria-labelledby': 'tab-fly' });
    private readonly chooser = h('div', { class: 'chooser' });
    private readonly sliders = h('details', { class: 'sliders', open: innerWidth > 900 });
    private readonly editor = h('details', { class: 'editor' });
    private readonly problem = h('div', { role: 'alert' });
    private readonly picture = h('figure', { class: 'picture' });
    private readonly answer = h('div', { class: 'answer' });
    /** For those who hear the page: what a change came to, in a line. */
    private readonly status = h('p', { class: 'unseen', role: 'status' });
    private readonly kindChoice = h('div', { class: 'kinds', role: 'group' });
    /** The numbers of the first flight as its file has them: where sliders begin. */
    private unchanged: { scenario: string; values: Map<string, number> } = { scenario: '', values: new Map() };

    constructor(private readonly app: App) {
        this.element.addEventListener('dragover', (event) => event.preventDefault());
        this.element.addEventListener('drop', (event) => {
            event.preventDefault();
            const file = event.dataTransfer?.files[0];
            if (file) void file.text().then((text) => this.takeText(text));
        });
    }

    async show(): Promise<void> {
        const { app } = this;
        clearTimeout(this.typing);
        if (app.state.text) await app.flying.keepFile(ownScenario, app.state.text);
        this.unchanged.scenario = '';
        keepingFocus(() => {
            this.showChooser();
            this.showKinds();
            this.showEditor();
            this.element.replaceChildren(
                h('div', { class: 'controls' }, this.chooser, this.sliders, this.editor),
                h('div', { class: 'shown' }, this.problem, this.kindChoice, this.picture, this.status, this.answer));
        });
        await this.fly();
    }

    private showChooser(): void {
        const { words, state } = this.app;
        const options: [string, string][] = titles.map((each) => [`catalogue:${each.name}`, each.title]);
        if (state.text) options.unshift([ownScenario, words.edit]);
        const rows = state.flights.map((flight, i) => {
            const control = select(options, flight.scenario, (value) => {
                state.flights[i] = { scenario: value, changes: {} };
                void this.show();
            });
            const row = field(`${words.scenario} ${state.flights.length > 1 ? i + 1 : ''}`, control, undefined, `flight-${i}`);
            if (state.flights.length > 1)
                row.append(h('button', { type: 'button', class: 'plain', 'aria-label': `${words.remove} ${i + 1}`, onclick: () => {
                    state.flights.splice(i, 1);
                    void this.show();
                } }, '×'));
            return row;
        });
        const file = h('input', { type: 'file', id: 'open-file', accept: '.toml,text/plain', onchange: () => {
            const chosen = file.files?.[0];
            if (chosen) void chosen.text().then((text) => this.takeText(text));
        } });
        const debris = h('input', { type: 'checkbox', id: 'debris', checked: this.app.state.debris, onchange: () => {
            this.app.state.debris = debris.checked;
            void this.fly();
        } });
        this.chooser.replaceChildren(
            ...rows,
            h('button', { type: 'button', disabled: state.flights.length >= mostFlights, onclick: () => {
                state.flights.push({ scenario: 'catalogue:minuteman-iii', changes: {} });
                void this.show();
            } }, words.add),
            field(words.open, file),
            h('label', { class: 'check' }, debris, ' ', words.debris));
    }

    private showKinds(): void {
        const { words, state } = this.app;
        const names: Record<string, string> = { map: words.map, azimuthal: words.azimuthal, globe: words.globe,
                                                profile: words.profile, time: words.time_plots };
        this.kindChoice.setAttribute('aria-label', words.picture);
        this.kindChoice.replaceChildren(...kinds.map((kind) =>
            h('button', { type: 'button', id: `picture-${kind}`, 'aria-pressed': String(state.picture === kind), onclick: () => {
                state.picture = kind;
                keepingFocus(() => this.showKinds());
                void this.fly();
            } }, names[kind]!)));
    }

    /** A scenario that the user wrote, or has from a file, is what the first flight flies. A vehicle of the
     *  catalogue that it names as the catalogue's own files do is found there. */
    private async keepText(text: string): Promise<void> {
        const { state, flying } = this.app;
        state.text = text.replace(/^(\s*vehicle\s*=\s*)["']vehicles\/([\w-]+)\.toml["']/m, '$1"catalogue:$2"');
        state.flights[0] = { scenario: ownScenario, changes: {} };
        await flying.keepFile(ownScenario, state.text);
        this.unchanged.scenario = '';
    }

    private async takeText(text: string): Promise<void> {
        await this.keepText(text);
        await this.show();
    }

    private showEditor(): void {
        const { app } = this;
        const text = h('textarea', { id: 'scenario-text', rows: 18, spellcheck: 'false', wrap: 'off',
                                     'aria-label': app.words.edit, oninput: () => {
            clearTimeout(this.typing);
            this.typing = setTimeout(() => void this.edited(text.value), 250);
        } });
        text.value = scenarioText(app, app.state.flights[0]!.scenario);
        this.editor.replaceChildren(h('summary', {}, app.words.edit), h('p', { class: 'note' }, app.words.editHint), text);
    }
    private typing: ReturnType<typeof setTimeout> | undefined;

    /** What is typed flies; the editor keeps its cursor. */
    private async edited(text: string): Promise<void> {
        await this.keepText(text);
        this.showChooser();
        await this.fly();
    }

    private question(flights: FlightAsked[]): Question {
        const { state } = this.app;
        // Three plots one below the other are high where they are narrow.
        const shape = state.picture === 'globe' || state.picture === 'azimuthal' ? 0.8
                      : state.picture === 'time' && this.picture.clientWidth < 600 ? 1.2 : 0.62;
        return { ask: 'flights', flights, debris: state.debris, look: state.look,
                 pictures: [asked('picture', state.picture, this.picture, shape)] };
    }

    async fly(): Promise<void> {
        const { app } = this;
        const { state } = app;
        void app.remember();
        try {
            if (!this.flown) void this.showStored();  // first: how wide a picture may be is known after a layout
            const got = await app.flying.ask<FlightsAnswer>('fly', this.question(state.flights));
            this.flown = true;
            this.problem.replaceChildren();
            this.showFlights(got);
            await this.learnNumbers(got.flights[0]);
        } catch (problem) {
            if (problem instanceof Superseded) return;
            this.flown = true;
            tell(this.problem, problem);
            this.markLine(problem);
            await this.learnNumbers().catch(() => undefined);  // sliders to mend it with, where the file itself flies
            return;
        }
        if (await app.fetchMaps()) void this.fly();  // on finer maps
    }

    /** The core has answered once. */
    private flown = false;

    /** Until then, what was flown beforehand. */
    private async showStored(): Promise<void> {
        const { scenario } = this.app.state.flights[0]!;
        const stored = await storedFlight(this.app.state);
        if (stored && !this.flown && this.app.state.flights[0]!.scenario === scenario) this.showFlights(stored);
    }

    private showFlights({ flights, pictures }: FlightsAnswer): void {
        showPicture(this.picture, pictures['picture'], this.app.state.picture, this.app.words);
        this.showAnswer(flights);
    }

    /** The first flight's numbers as its file says, without what was changed. @param flown  the flight as it is shown */
    private async learnNumbers(flown?: FlightAnswer): Promise<void> {
        const { app } = this;
        const first = app.state.flights[0]!;
        if (this.unchanged.scenario === first.scenario) return;
        if (!flown || Object.keys(first.changes).length > 0) {
            const got = await app.flying.ask<FlightsAnswer>('numbers', {
                ask: 'flights', flights: [{ scenario: first.scenario, changes: {} }], debris: false, pictures: [], look: app.state.look });
            flown = got.flights[0]!;
        }
        const { parameters } = flown.provenance;
        this.unchanged = { scenario: first.scenario, values: new Map(parameters.map((p) => [p.key, p.value])) };
        const rows = slidable(parameters).map((parameter) => {
            const shown = { ...parameter, value: Number(first.changes[parameter.key] ?? parameter.value) };
            return slider(app, shown, parameter.value, (value) => {
                if (value === null) delete first.changes[parameter.key];
                else first.changes[parameter.key] = value;
                void this.fly();
            });
        });
        this.sliders.replaceChildren(h('summary', {}, app.words.change), ...rows);
    }

    /** "mine.toml:12:5: ...": the cursor goes there. */
    private markLine(problem: unknown): void {
        const at = /^mine\.toml:(\d+):(\d+)/.exec(problem instanceof Error ? problem.message : '');
        const text = this.editor.querySelector('textarea');
        if (!at || !text || document.activeElement === text) return;
        const lines = text.value.split('\n');
        const from = lines.slice(0, Number(at[1]) - 1).reduce((sum, line) => sum + line.length + 1, 0);
        this.editor.open = true;
        text.setSelectionRange(from, from + (lines[Number(at[1]) - 1]?.length ?? 0));
    }

    private showAnswer(flights: FlightAnswer[]): void {
        const { app } = this;
        const { words } = app;
        const rows: [string, (flight: FlightAnswer) => string][] = [
            [words.outcome, (f) => outcomeWords(f.outcome, f.outcome_text, app.state.look.language)],
            [words.range, (f) => app.length(f.range_km, 1)],
            [words.apogee, (f) => app.length(f.apogee_km, 1)],
            [words.time, (f) => clock(f.flight_time_s)],
        ];
        const shown: Node[] = [table(words.figures, [words.quantity, ...flights.map((f) => f.title || f.name)],
                                     rows.map(([name, show]) => [name, ...flights.map(show)]))];
        this.status.textContent = flights.map((f) => rows.map(([name, show]) => `${name}: ${show(f)}`).join(', ')).join('; ');
        for (const flight of flights) {
            for (const warning of flight.warnings) shown.push(h('p', { class: 'caution' }, warning));
            const reported = Object.entries(flight.reported);
            if (reported.length > 0) shown.push(this.comparison(flight, reported));
        }
        const first = flights[0]!, report = h('pre', { tabindex: 0 });
        shown.push(
            h('details', {}, h('summary', {}, words.events),
              table(words.events, [words.event, words.clock, words.height, words.distance, words.speed],
                    first.events.map((e) => [eventWords(e.name, app.state.look.language), clock(e.time_s), app.length(e.height_km, 1), app.length(e.downrange_km, 1),
                                             `${app.number(e.speed_air_km_s, 3)} km/s`]))),
            h('details', { ontoggle: (event) => { if ((event.target as HTMLDetailsElement).open) void this.wholeReport(report); } },
              h('summary', {}, words.fullReport), report),
            this.takeAway());
        replaceAnswer(this.answer, ...shown);
    }

    /** Made when it is unfolded: a slider's flight is shown without waiting for it. */
    private async wholeReport(place: HTMLElement): Promise<void> {
        const { state, flying } = this.app;
        try {
            const { flights } = await flying.ask<FlightsAnswer>('texts', {
                ask: 'flights', flights: state.flights, debris: state.debris, texts: true, pictures: [], look: state.look });
            place.textContent = flights.map((flight) => flight.text).join('\n');
        } catch (problem) {
            tell(this.problem, problem);
        }
    }

    /** What was reported of the test beside what is computed. */
    private comparison(flight: FlightAnswer, reported: [string, Reported][]): HTMLElement {
        const { app } = this, { words } = app;
        const length = (value: number | null) => app.length(value, 1), degrees = (value: number | null) => `${app.number(value, 2)}°`;
        const rows: Record<string, [name: string, show: (value: number | null) => string]> = {
            apogee_km: [words.apogee, length], range_km: [words.range, length], flight_time_s: [words.time, clock],
            impact_latitude_deg: [words.impactLatitude, degrees], impact_longitude_deg: [words.impactLongitude, degrees],
        };
        return table(`${words.reported}: ${flight.title || flight.name}`,
                     [words.quantity, words.reportedValue, words.computed, words.difference, words.source],
                     reported.map(([key, { value, computed, residual_percent, source }]) => {
                         const [name, show] = rows[key] ?? [key, (number: number | null) => app.number(number, 1)];
                         return [name, show(value), show(computed),
                                 residual_percent === null ? '–' : `${app.number(residual_percent, 1)} %`, source ?? ''];
                     }));
    }

    private takeAway(): HTMLElement {
        const { app } = this;
        const formats: [string, string][] = [['csv', 'CSV'], ['geojson', 'GeoJSON'], ['kml', 'KML'], ['czml', 'CZML'], ['json', 'JSON']];
        const buttons = formats.map(([format, label]) => h('button', { type: 'button', onclick: () => void this.takeFiles(format) }, label));
        const first = app.state.flights[0]!;
        return h('div', { class: 'take', role: 'group', 'aria-label': app.words.take }, ...buttons,
                 scenarioButton(app, first.scenario), sheetButton(app, first, [], this.problem));
    }

    private async takeFiles(format: string): Promise<void> {
        const { state, estimating } = this.app;
        try {
            const { flights, debris, text } = state;
            if (text) await estimating.keepFile(ownScenario, text);
            const got = await estimating.ask<FilesAnswer>('files', { ask: 'files', flights, debris, files: [format] });
            for (const [name, text] of Object.entries(got.files)) save(name, text, 'application/octet-stream');
        } catch (problem) {
            tell(this.problem, problem);
        }
    }
}
