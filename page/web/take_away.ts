// What is taken away of a scenario, whichever view shows it: its file, and its sheet.
import catalogue from 'catalogue';
import { tell, type App } from './app';
import type { FlightAsked } from './core';
import { h } from './dom';
import { save } from './pictures';
import { ownScenario } from './state';

const sheetSamples = 1000;  // of ten times as many it would take minutes, with all its details

function nameOf(scenario: string): string {
    return scenario.replace(/^catalogue:|\.toml$/g, '');
}

/** The scenario as its file has it, without what sliders changed. */
export function scenarioText(app: App, scenario: string): string {
    if (scenario === ownScenario) return app.state.text;
    return catalogue[`${scenario.replace(':', '/')}.toml`] ?? '';
}

export function scenarioButton(app: App, scenario: string): HTMLButtonElement {
    return h('button', { type: 'button', onclick: () => save(`${nameOf(scenario)}.toml`, scenarioText(app, scenario), 'text/plain') },
             app.words.scenarioFile);
}

/** @param problem  where is told what is wrong */
export function sheetButton(app: App, flight: FlightAsked, claims: string[], problem: HTMLElement): HTMLButtonElement {
    const button = h('button', { type: 'button', onclick: () => {
        button.disabled = true;
        button.textContent = app.words.working;
        void takeSheet(app, flight, claims).catch((why: unknown) => tell(problem, why)).finally(() => {
            button.disabled = false;
            button.textContent = app.words.sheet;
        });
    } }, app.words.sheet);
    return button;
}

async function takeSheet(app: App, { scenario, changes }: FlightAsked, claims: string[]): Promise<void> {
    const file = `${nameOf(scenario)}.html`;
    if (scenario === ownScenario) await app.estimating.keepFile(ownScenario, app.state.text);
    const { page } = await app.estimating.ask<{ page: string }>(
        'sheet', { ask: 'sheet', scenario, changes: { ...changes }, claims, samples: sheetSamples, file });
    save(file, page, 'text/html');
}
