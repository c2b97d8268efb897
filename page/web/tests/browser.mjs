// Chromium as the tests and the measurements drive it.
import { chromium } from 'playwright-core';

/** No sandbox: it runs as root in a container, and opens the page alone. */
export function launch() {
    return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
        args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
               '--disable-component-update', '--disable-sync'] });
}

/** To be run in a page before its scripts: keeps what it asks its workers in `asked`, with the answer and how long it
 *  took. */
export function recordQuestions() {
    globalThis.asked = [];
    const send = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function(message, ...rest) {
        if (message.question) {
            const record = { question: message.question, sent: performance.now() };
            globalThis.asked.push(record);
            this.addEventListener('message', ({ data }) => {
                if (data.number !== message.number || record.answer) return;
                record.answer = data.answer;
                record.ms = performance.now() - record.sent;
            });
        }
        return send.call(this, message, ...rest);
    };
}
