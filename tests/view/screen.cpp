#include "view/screen.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <limits>
#include <thread>

namespace apogee::testing {
namespace {

using std::chrono::milliseconds;

void rest(int ms) {
    std::this_thread::sleep_for(milliseconds(ms));
}

void require_program(const std::string& name) {
    if (std::system(("command -v " + name + " >/dev/null").c_str()) != 0)
        throw std::runtime_error(name +
                                 " is missing: real input in a real window cannot be tested. Debian: " +
                                 "apt-get install xvfb xdotool (./dev test does)");
}

/// Starts `sh -c command` with descriptor 3 writing to `pipe` where there is one.
pid_t start(const std::string& command, int pipe = -1) {
    const pid_t child = ::fork();
    if (child < 0) throw std::runtime_error("cannot fork");
    if (child > 0) return child;
    if (pipe >= 0 && pipe != 3) ::dup2(pipe, 3);
    ::execl("/bin/sh", "sh", "-c", ("exec " + command).c_str(), nullptr);
    ::_exit(127);
}

void end(pid_t& program) {
    if (program <= 0) return;
    ::kill(program, SIGTERM);
    ::waitpid(program, nullptr, 0);
    program = 0;
}

/// The processor's time that a program has had, in the clock ticks of proc_pid_stat(5); 0 for none.
long ticks_of(pid_t program) {
    if (program <= 0) return 0;
    std::ifstream stat("/proc/" + std::to_string(program) + "/stat");
    // The second field is the program's name in parentheses; user and system time are the 14th and 15th.
    stat.ignore(std::numeric_limits<std::streamsize>::max(), ')');
    std::string field;
    for (int i = 3; i < 14; ++i) stat >> field;
    long user = 0, system = 0;
    stat >> user >> system;
    return user + system;
}

std::uint32_t big_endian(const std::string& bytes, std::size_t word) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) value = value << 8U | static_cast<unsigned char>(bytes[4 * word + i]);
    return value;
}

}  // namespace

Screen::Screen(int width, int height) {
    for (const char* const program : {"Xvfb", "xdotool"}) require_program(program);
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    // The server chooses a number that is free and tells it through the pipe.
    server_ = start("Xvfb -displayfd 3 -nolisten tcp -noreset -screen 0 " + std::to_string(width) + "x" +
                        std::to_string(height) + "x24 -fbdir '" + folder_.path("").string() + "' 2>'" +
                        folder_.path("log").string() + "'",
                    ends[1]);
    ::close(ends[1]);
    std::string number;
    for (char c = 0; ::read(ends[0], &c, 1) == 1 && c != '\n';) number += c;
    ::close(ends[0]);
    if (number.empty()) {
        end(server_);
        throw std::runtime_error("Xvfb does not start: " + folder_.read("log"));
    }
    display_ = ":" + number;
}

Screen::~Screen() {
    end(server_);
}

std::string Screen::memory() const {
    const std::filesystem::path file = folder_.path("Xvfb_screen0");
    std::string bytes(std::filesystem::file_size(file), '\0');
    std::ifstream(file, std::ios::binary).read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return bytes;
}

Picture Screen::picture() const {
    // An XWD file: a header of big-endian words, the colour map, the pixels (BGRX).
    const std::string bytes = memory();
    enum Word : std::size_t { header_size = 0, columns = 4, rows = 5, row_bytes = 12, colors = 19 };
    constexpr std::size_t color_bytes = 12;
    const std::size_t start = big_endian(bytes, header_size) + color_bytes * big_endian(bytes, colors);
    const std::size_t stride = big_endian(bytes, row_bytes);
    Picture picture;
    picture.width = static_cast<int>(big_endian(bytes, columns));
    picture.height = static_cast<int>(big_endian(bytes, rows));
    const auto columns_shown = static_cast<std::size_t>(picture.width);
    const auto rows_shown = static_cast<std::size_t>(picture.height);
    if (bytes.size() < start + rows_shown * stride) throw std::runtime_error("Xvfb's memory is cut short");
    picture.rgb.resize(3 * columns_shown * rows_shown);
    for (std::size_t y = 0; y < rows_shown; ++y) {
        const char* const from = bytes.data() + start + y * stride;
        unsigned char* const to = picture.rgb.data() + 3 * y * columns_shown;
        for (std::size_t x = 0; x < columns_shown; ++x)
            for (std::size_t channel = 0; channel < 3; ++channel)
                to[3 * x + channel] = static_cast<unsigned char>(from[4 * x + 2 - channel]);
    }
    return picture;
}

void Screen::wait_still() const {
    constexpr int look_every_ms = 120, looks = 1000, same_looks = 3, idle_ticks = 1;
    std::string last = memory();
    long last_ticks = ticks_of(program_);
    for (int i = 0, same = 0; i < looks; ++i) {
        rest(look_every_ms);
        std::string now = memory();
        const long ticks = ticks_of(program_);
        same = now == last && ticks <= last_ticks + idle_ticks ? same + 1 : 0;
        if (same == same_looks) return;
        last = std::move(now);
        last_ticks = ticks;
    }
    throw std::runtime_error("the screen never rests");
}

void Screen::hand(const std::string& command) const {
    if (std::system(("DISPLAY=" + display_ + " xdotool " + command).c_str()) != 0)
        throw std::runtime_error("xdotool " + command + " failed");
    rest(60);
}

void Screen::click(int x, int y, int times) const {
    hand("mousemove " + std::to_string(x) + " " + std::to_string(y));
    wait_still();
    for (int i = 0; i < times; ++i) hand("mousedown 1 sleep 0.05 mouseup 1");
    wait_still();
}

void Screen::drag(int x0, int y0, int x1, int y1) const {
    const auto move = [&](int part, int parts) {
        hand("mousemove " + std::to_string(x0 + (x1 - x0) * part / parts) + " " +
             std::to_string(y0 + (y1 - y0) * part / parts));
    };
    constexpr int parts = 4;
    move(0, parts);
    wait_still();
    hand("mousedown 1");
    wait_still();
    for (int part = 1; part <= parts; ++part) move(part, parts);
    wait_still();
    hand("mouseup 1");
    wait_still();
}

void Screen::key(const std::string& name) const {
    hand("key " + name);
    wait_still();
}

void Screen::type(const std::string& text) const {
    hand("type --delay 30 '" + text + "'");
    wait_still();
}

Window::Window(const Screen& screen, const Workspace& workspace, const std::string& arguments)
    : screen_(screen), workspace_(workspace) {
    program_ = start("env -u WAYLAND_DISPLAY XDG_STATE_HOME=\"" + workspace.path("state").string() +
                     "\" DISPLAY=" + screen.display() + " sh -c 'cd \"" + workspace.path("").string() +
                     "\" && exec \"" APOGEE_VIEW "\" --force --state state.json " + arguments +
                     " </dev/null >window.out 2>window.err'");
    screen.shows(program_);
    // The window is there before its first picture: what tells is the colour of the panels.
    constexpr Rgb dark{0x15, 0x1f, 0x2d}, light{0xfb, 0xfc, 0xfd};
    constexpr int look_every_ms = 100, looks = 300;
    for (int i = 0; i < looks && running(); ++i) {
        rest(look_every_ms);
        const Picture shown = screen.picture();
        const int panels = shown.count(shown.whole(), dark) + shown.count(shown.whole(), light);
        if (panels < shown.width * shown.height / 10) continue;
        screen.wait_still();
        return;
    }
    throw std::runtime_error("no window comes: " + said());
}

Window::~Window() {
    end(program_);
}

bool Window::running() {
    int status = 0;
    if (program_ <= 0 || ::waitpid(program_, &status, WNOHANG) == 0) return program_ > 0;
    program_ = 0;
    status_ = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return false;
}

void Window::crash() {
    ::kill(program_, SIGKILL);
    ::waitpid(program_, nullptr, 0);
    program_ = 0;
}

int Window::close() {
    screen_.hand("key ctrl+q");
    constexpr int look_every_ms = 50, looks = 400, first_looks = 10;
    for (int i = 0; i < first_looks && running(); ++i) rest(look_every_ms);
    if (running()) screen_.hand("key d");
    for (int i = 0; i < looks && running(); ++i) rest(look_every_ms);
    if (program_ > 0) throw std::runtime_error("Ctrl+Q does not close the window");
    return status_;
}

}  // namespace apogee::testing
