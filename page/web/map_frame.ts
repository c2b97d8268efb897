// From a map's picture to the Earth.
import type { MapFrame } from './core';

/** The place below a point of the picture, "39.28,125.87"; null beside the map. */
export function placeAt(frame: MapFrame, x: number, y: number): string | null {
    const across = (x - frame.left) / frame.width, down = (y - frame.top) / frame.height;
    if (across < 0 || across > 1 || down < 0 || down > 1) return null;
    const latitude = frame.north_deg + (frame.south_deg - frame.north_deg) * down;
    const longitude = frame.west_deg + (frame.east_deg - frame.west_deg) * across;
    return [latitude, longitude - 360 * Math.round(longitude / 360)].map((value) => Number(value.toFixed(2))).join();
}
