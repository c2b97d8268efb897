#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <map>
#include <stdexcept>
#include <thread>

#include "cli/command.h"

namespace apogee::testing {

/// Before a fault as tests/faults/faults.cpp has them. The sanitizers' runtime insists on being loaded first.
inline const std::string with_faults =
    "ASAN_OPTIONS=verify_asan_link_order=0 LD_PRELOAD='" APOGEE_FAULTS "' APOGEE_FAULT=";

/// A workspace that holds a Monte Carlo study of a small rocket, `mc.toml`.
class StudyWorkspace : public Workspace {
  public:
    explicit StudyWorkspace(int cases) {
        std::string text = single_stage;
        const std::string exact = "mass_kg = 1000";
        text.replace(text.find(exact), exact.size(), "mass_kg = { value = 1000, low = 800, high = 1200 }");
        write("rocket.toml", text);
        write("mc.toml", "scenario = \"rocket.toml\"\nseed = 5\ncases = " + std::to_string(cases) + "\n");
    }

    /// Every chunk of a study's folder, by name.
    [[nodiscard]] std::map<std::string, std::string> chunks(const std::string& folder) const {
        std::map<std::string, std::string> bytes;
        if (!std::filesystem::exists(path(folder + "/chunks"))) return bytes;
        for (const std::string& name : names_in(folder + "/chunks")) {
            if (!name.starts_with('.')) bytes[name] = read(folder + "/chunks/" + name);
        }
        return bytes;
    }
    /// Files under passing names that somebody left.
    [[nodiscard]] int leftovers(const std::string& folder) const {
        int count = 0;
        for (const char* inner : {"", "/chunks", "/inputs"}) {
            if (!std::filesystem::exists(path(folder + inner))) continue;
            for (const std::string& name : names_in(folder + inner))
                count += name.starts_with('.') && !name.ends_with(".lock") ? 1 : 0;
        }
        return count;
    }
};

/// A run of the command that is left to itself: no shell between, so that a signal reaches it.
class BackgroundCommand {
  public:
    BackgroundCommand(const Workspace& workspace, const std::vector<std::string>& arguments) {
        const std::string folder = workspace.path("").string(), log = folder + "/log.txt";
        std::vector<char*> words{const_cast<char*>(APOGEE_COMMAND)};
        for (const std::string& argument : arguments) words.push_back(const_cast<char*>(argument.c_str()));
        words.push_back(nullptr);
        process_ = ::fork();
        if (process_ < 0) throw std::runtime_error("no process");
        if (process_ > 0) return;
        if (::chdir(folder.c_str()) != 0 || !std::freopen("/dev/null", "w", stdout) ||
            !std::freopen(log.c_str(), "w", stderr))
            ::_exit(126);
        ::execv(words[0], words.data());
        ::_exit(127);
    }
    ~BackgroundCommand() {
        if (process_ > 0) {
            signal(SIGKILL);
            wait();
        }
    }
    BackgroundCommand(const BackgroundCommand&) = delete;
    BackgroundCommand& operator=(const BackgroundCommand&) = delete;

    [[nodiscard]] pid_t process() const { return process_; }
    void signal(int number) const { ::kill(process_, number); }
    /// @return the exit status as a shell tells it: 128 and the signal for one that was killed.
    int wait() {
        int status = 0;
        ::waitpid(process_, &status, 0);
        process_ = -1;
        return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
    /// Waits until a condition holds, or the process has ended. @return whether it holds.
    bool until(const auto& condition) const {
        while (!condition()) {
            siginfo_t info{};
            ::waitid(P_PID, static_cast<id_t>(process_), &info, WEXITED | WNOHANG | WNOWAIT);
            if (info.si_pid != 0) return condition();
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        return true;
    }

  private:
    pid_t process_ = -1;
};

}  // namespace apogee::testing
