// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/supervisor/Child.h"

#include <signal.h>
#include <sys/wait.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "core/text.h"
#include "office/supervisor/Folder.h"
#include "office/supervisor/ProcessTable.h"
#include "office/supervisor/TextFile.h"
#include "office/supervisor/spawn.h"

namespace sidetone::office {

using core::Milliseconds;

namespace {

constexpr Milliseconds shortestBackOff{100};
constexpr Milliseconds longestBackOff{5000};
constexpr Milliseconds probePause{4};
/// Who served this long starts again with the shortest back-off.
constexpr Milliseconds steadyTime{10000};

Milliseconds backOff(int deathsInARow) {
    const auto pause = shortestBackOff * (1 << std::min(deathsInARow - 1, 6));
    return std::min(std::chrono::duration_cast<Milliseconds>(pause), longestBackOff);
}

std::string describeEnd(int status) {
    if (WIFSIGNALED(status)) return "killed by signal " + std::to_string(WTERMSIG(status));
    return "ended with status " + std::to_string(WEXITSTATUS(status));
}

}  // namespace

std::string_view name(Child::State state) {
    switch (state) {
        case Child::State::Stopped:
            return "stopped";
        case Child::State::Waiting:
            return "waiting";
        case Child::State::Starting:
            return "starting";
        case Child::State::Ready:
            return "ready";
        case Child::State::Frozen:
            return "frozen";
    }
    return "";
}

Child::Child(std::unique_ptr<Server> server, std::string folder)
    : server_(std::move(server)), folder_(std::move(folder)) {}

Child::~Child() {
    stopWatching();
}

std::string Child::logFile() const {
    return folder_ + "/log/" + std::string(name()) + ".log";
}

core::Status Child::start(core::Instant now) {
    stopWatching();
    endIsWanted_ = false;
    if (auto status = server_->prepare(); !status) {
        state_ = State::Stopped;
        return status;
    }
    startedAt_ = now;
    const std::string mark = processMark(Folder::tag(folder_), name());
    process_ = spawn(server_->commandHere(), mark, folder_, logFile());
    if (process_ < 0) {
        process_ = 0;
        state_ = State::Stopped;
        return core::fail(core::ErrorCode::Internal, "Starting " + std::string(name()),
                          "the system does not allow another process");
    }
    state_ = State::Starting;
    watchForReadiness();
    return {};
}

void Child::watchForReadiness() {
    proberMayStop_ = false;
    answered_ = false;
    prober_ = std::thread([this] {
        while (!proberMayStop_) {
            if (server_->probe()) {
                answered_ = true;
                return;
            }
            std::this_thread::sleep_for(probePause);
        }
    });
}

void Child::stopWatching() {
    proberMayStop_ = true;
    if (prober_.joinable()) prober_.join();
}

void Child::ended(int status, core::Instant now) {
    // What the first process left behind would hold the ports.
    ::kill(-process_, SIGKILL);
    sweep(Folder::tag(folder_), name());
    proberMayStop_ = true;
    process_ = 0;
    if (state_ == State::Stopped) return;
    const State state = std::exchange(state_, State::Waiting);
    if (endIsWanted_) {
        startAgainAt_ = now;
        return;
    }
    ++deaths_;
    if (state == State::Ready && now - startedAt_ > steadyTime) deathsInARow_ = 0;
    ++deathsInARow_;
    lastEnd_ = describeEnd(status);
    startAgainAt_ = now + backOff(deathsInARow_);
}

bool Child::tick(core::Instant now) {
    if (state_ == State::Waiting && now >= startAgainAt_) (void)!start(now);
    if (state_ != State::Starting || !answered_) return false;
    state_ = State::Ready;
    readyMilliseconds_ =
        static_cast<int>(std::chrono::duration_cast<Milliseconds>(now - startedAt_).count());
    return true;
}

void Child::signalAll(int signal) const {
    if (process_ == 0) return;
    ::kill(-process_, signal);
    ::kill(process_, signal);
}

void Child::askToEnd() const {
    signalAll(SIGCONT);
    if (process_ != 0) ::kill(process_, SIGTERM);
}

void Child::stop() {
    state_ = State::Stopped;
    askToEnd();
}

void Child::kill() const {
    signalAll(SIGKILL);
}

void Child::freeze() {
    signalAll(SIGSTOP);
    if (state_ == State::Ready) state_ = State::Frozen;
}

void Child::thaw() {
    signalAll(SIGCONT);
    if (state_ == State::Frozen) state_ = State::Ready;
}

void Child::hangUp() const {
    if (process_ != 0) ::kill(process_, SIGHUP);
}

void Child::restart() {
    if (process_ == 0) return;
    endIsWanted_ = true;
    state_ = State::Starting;
    stopWatching();
    answered_ = false;
    signalAll(SIGKILL);
}

std::string Child::lastLogLine() const {
    auto text = readFile(logFile());
    if (!text) return {};
    const auto lines = core::split(core::trim(*text), '\n');
    return core::printable(lines.back(), 200);
}

}  // namespace sidetone::office
