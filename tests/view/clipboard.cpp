#include "view/clipboard.h"

#include <X11/Xlib.h>

#include <chrono>
#include <memory>
#include <thread>

namespace apogee::testing {
namespace {

std::string property_text(Display* display, ::Window window, Atom name) {
    Atom type = 0;
    int format = 0;
    unsigned long count = 0, left = 0;
    unsigned char* bytes = nullptr;
    constexpr long most_words = 1 << 20;
    XGetWindowProperty(display, window, name, 0, most_words, True, AnyPropertyType, &type, &format, &count,
                       &left, &bytes);
    std::string text;
    if (bytes && format == 8) text.assign(reinterpret_cast<const char*>(bytes), count);
    if (bytes) XFree(bytes);
    return text;
}

}  // namespace

std::string clipboard(const std::string& name) {
    const std::unique_ptr<Display, int (*)(Display*)> display(XOpenDisplay(name.c_str()), XCloseDisplay);
    if (!display) return {};
    Display* const d = display.get();
    const ::Window window = XCreateSimpleWindow(d, DefaultRootWindow(d), 0, 0, 1, 1, 0, 0, 0);
    const Atom answer = XInternAtom(d, "APOGEE_TEST", False);
    XConvertSelection(d, XInternAtom(d, "CLIPBOARD", False), XInternAtom(d, "UTF8_STRING", False), answer,
                      window, CurrentTime);
    constexpr int looks = 100;
    for (int i = 0; i < looks; ++i) {
        while (XPending(d) > 0) {
            XEvent event;
            XNextEvent(d, &event);
            if (event.type == SelectionNotify)
                return event.xselection.property == None ? "" : property_text(d, window, answer);
        }
        XFlush(d);
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return {};
}

}  // namespace apogee::testing
