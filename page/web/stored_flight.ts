// A phone's first picture. build.mjs had the core fly each flight of the catalogue: its figures and its map in a phone's width
// are there before the core is, whose own answer takes their place.
import titles from 'titles';
import type { FlightAnswer, FlightsAnswer } from './core';
import type { State } from './state';

/** Of the window: on a larger one the map would be seen to be another. Asked so, it needs no layout. */
const narrow = matchMedia('(max-width: 600px)');

async function text(name: string): Promise<string> {
    const response = await fetch(`flown/${name}`);
    if (!response.ok) throw new Error(`${name}: ${response.status}`);
    return response.text();
}

/** Null where what the state shows was not flown beforehand, or is not to be had. */
export async function storedFlight({ flights, picture, debris, look }: State): Promise<FlightsAnswer | null> {
    const [first] = flights, name = first?.scenario.replace(/^catalogue:/, '');
    if (location.protocol === 'file:' || !narrow.matches || flights.length !== 1 || Object.keys(first!.changes).length > 0 ||
        picture !== 'map' || debris || look.unit !== 'km' || !titles.some((each) => `catalogue:${each.name}` === first!.scenario))
        return null;
    try {
        const [figures, svg] = await Promise.all([text(`${name}.json`), text(`${name}.${look.language}.${look.dark ? 'dark' : 'light'}.svg`)]);
        return { flights: JSON.parse(figures) as FlightAnswer[], pictures: { picture: svg } };
    } catch {
        return null;  // the core's own is on its way
    }
}
