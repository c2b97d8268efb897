// The core in a worker. An instance is started anew after a question that ended it, as a user's mistake does.
import type { Answer, Question, ToWorker } from './core';
import fonts from 'fonts';
import { Ended, Instance, type Maps } from './instance';

const canvas = new OffscreenCanvas(1, 1).getContext('2d')!;
const widths = new Map<string, number>(), mostWidths = 20_000;

/** Letters are measured large and scaled: a browser rounds small ones. */
function textWidth(text: string, size: number, bold: boolean, italic: boolean): number {
    const key = `${bold ? 'b' : ''}${italic ? 'i' : ''} ${text}`;
    let width = widths.get(key);
    if (width === undefined) {
        if (widths.size > mostWidths) widths.clear();
        canvas.font = `${italic ? 'italic ' : ''}${bold ? '600 ' : ''}100px ${fonts}`;
        width = canvas.measureText(text).width / 100;
        widths.set(key, width);
    }
    return width * size;
}

let module: WebAssembly.Module;
let files: Record<string, string> = {};
let maps: Maps | undefined;
let running: Instance | undefined;

function start(): Instance {
    const started = new Instance(module, textWidth);
    if (maps) started.keepMaps(maps);
    for (const [name, text] of Object.entries(files)) started.keepFile(name, text);
    return started;
}

function answer(question: Question): Answer {
    try {
        running ??= start();
        return { answer: running.ask(question) };
    } catch (problem) {
        running = undefined;
        return { error: problem instanceof Error ? problem.message : String(problem), mistake: problem instanceof Ended };
    }
}

onmessage = (message: MessageEvent<ToWorker>) => {
    const to = message.data;
    if ('module' in to) {
        module = to.module;
        files = to.files;
    } else if ('maps' in to) {
        maps = to.maps;
        running = undefined;
    } else if ('file' in to) {
        files[to.file] = to.text;
        try {
            running?.keepFile(to.file, to.text);
        } catch {
            running = undefined;  // the next one is handed it at its start
        }
    } else {
        postMessage({ number: to.number, ...answer(to.question) });
    }
};
