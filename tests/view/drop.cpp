#include "view/drop.h"

#include <X11/Xatom.h>
#include <X11/Xlib.h>

#include <chrono>
#include <functional>
#include <memory>
#include <stdexcept>
#include <thread>

namespace apogee::testing {
namespace {

using XWindow = ::Window;  // the tests have a Window of their own

class Source {
  public:
    Source(const std::string& display_name, std::string uris)
        : display_(XOpenDisplay(display_name.c_str()), XCloseDisplay), uris_(std::move(uris)) {
        if (!display_) throw std::runtime_error("the screen cannot be reached");
        root_ = DefaultRootWindow(display());
        own_ = XCreateSimpleWindow(display(), root_, 0, 0, 1, 1, 0, 0, 0);
        XSetSelectionOwner(display(), atom("XdndSelection"), own_, CurrentTime);
    }

    void drop_on(XWindow target) {
        constexpr long version = 5;
        send(target, "XdndEnter", version << 24, static_cast<long>(atom("text/uri-list")), 0, 0);
        constexpr long x = 640, y = 400;
        send(target, "XdndPosition", 0, x << 16 | y, CurrentTime, static_cast<long>(atom("XdndActionCopy")));
        wait_for("XdndStatus");
        send(target, "XdndDrop", 0, CurrentTime, 0, 0);
        wait_for("XdndFinished");
    }

    /// The window of this title.
    /// The window whose title ends so.
    [[nodiscard]] XWindow find(const std::string& title) {
        XWindow root = 0, parent = 0, *children = nullptr;
        unsigned count = 0;
        XQueryTree(display(), root_, &root, &parent, &children, &count);
        XWindow found = 0;
        for (unsigned i = 0; i < count; ++i) {
            char* name = nullptr;
            if (XFetchName(display(), children[i], &name) && std::string(name).ends_with(title))
                found = children[i];
            if (name) XFree(name);
        }
        if (children) XFree(children);
        if (!found) throw std::runtime_error("no window " + title);
        return found;
    }

  private:
    Display* display() { return display_.get(); }
    Atom atom(const char* name) { return XInternAtom(display(), name, False); }

    void send(XWindow target, const char* message, long a, long b, long c, long d) {
        XEvent event{};
        event.xclient.type = ClientMessage;
        event.xclient.window = target;
        event.xclient.message_type = atom(message);
        event.xclient.format = 32;
        const long words[] = {static_cast<long>(own_), a, b, c, d};
        std::copy(std::begin(words), std::end(words), event.xclient.data.l);
        XSendEvent(display(), target, False, NoEventMask, &event);
        XFlush(display());
    }

    /// Hands out what is dragged where it is asked for, until this message comes.
    void wait_for(const char* message) {
        constexpr int look_every_ms = 10, looks = 1000;
        for (int i = 0; i < looks; ++i) {
            while (XPending(display())) {
                XEvent event{};
                XNextEvent(display(), &event);
                if (event.type == SelectionRequest) hand_out(event.xselectionrequest);
                if (event.type == ClientMessage && event.xclient.message_type == atom(message)) return;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(look_every_ms));
        }
        throw std::runtime_error(std::string("the window never answers with ") + message);
    }

    void hand_out(const XSelectionRequestEvent& asked) {
        XChangeProperty(display(), asked.requestor, asked.property, asked.target, 8, PropModeReplace,
                        reinterpret_cast<const unsigned char*>(uris_.data()), static_cast<int>(uris_.size()));
        XEvent event{};
        event.xselection.type = SelectionNotify;
        event.xselection.requestor = asked.requestor;
        event.xselection.selection = asked.selection;
        event.xselection.target = asked.target;
        event.xselection.property = asked.property;
        event.xselection.time = asked.time;
        XSendEvent(display(), asked.requestor, False, NoEventMask, &event);
        XFlush(display());
    }

    std::unique_ptr<Display, int (*)(Display*)> display_;
    std::string uris_;
    XWindow root_ = 0, own_ = 0;
};

}  // namespace

void drop(const Screen& screen, const std::filesystem::path& file) {
    Source source(screen.display(), "file://" + std::filesystem::absolute(file).string() + "\r\n");
    source.drop_on(source.find("Apogee"));
    screen.wait_still();
}

}  // namespace apogee::testing
