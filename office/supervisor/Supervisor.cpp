// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/supervisor/Supervisor.h"

#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <thread>

#include "office/supervisor/Folder.h"
#include "office/supervisor/ProcessTable.h"

namespace sidetone::office {

using core::Milliseconds;

namespace {

/// So often a server may end before it has served for the first time.
constexpr int deathsBeforeGivingUp = 3;
/// SIGTERM is followed by SIGKILL after this.
constexpr Milliseconds longestGoodbye{600};
constexpr int busyPause = 4;
constexpr int idlePause = 1000;

/// Blocks the signals for this thread and those that it starts; they arrive at the descriptor.
Descriptor takeSignals() {
    sigset_t set;
    sigemptyset(&set);
    for (const int signal : {SIGCHLD, SIGTERM, SIGINT, SIGHUP, SIGPIPE}) sigaddset(&set, signal);
    ::sigprocmask(SIG_BLOCK, &set, nullptr);
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    return Descriptor(::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK));
}

}  // namespace

long officeMemory(const std::string& folder) {
    long sum = proportionalMemory(visibleSelf());
    for (const OfficeProcess& process : processesOf(Folder::tag(folder))) {
        sum += proportionalMemory(process.visible);
    }
    return sum;
}

Supervisor::Supervisor(std::string folder, Descriptor lifeline, Report& report,
                       core::Instant started)
    : folder_(std::move(folder)),
      lifeline_(std::move(lifeline)),
      report_(report),
      started_(started),
      signals_(takeSignals()) {}

void Supervisor::add(std::unique_ptr<Server> server) {
    children_.push_back(std::make_unique<Child>(std::move(server), folder_));
}

Child* Supervisor::find(std::string_view name) {
    const auto at = std::find_if(children_.begin(), children_.end(),
                                 [name](const auto& child) { return child->name() == name; });
    return at == children_.end() ? nullptr : at->get();
}

int Supervisor::run(ControlSocket control) {
    for (const auto& child : children_) {
        if (auto status = child->start(now()); !status) {
            report_.failed(status.error());
            stopAll();
            return 1;
        }
    }
    for (;;) {
        const Verdict verdict = wait(control);
        if (verdict == Verdict::Abandon) {
            sweep(Folder::tag(folder_));
            return 1;
        }
        if (verdict == Verdict::Stop) break;
        reap();
        tick(control);
        if (millisecondsUntilUp_ < 0 && startHasFailed()) break;
    }
    stopAll();
    return millisecondsUntilUp_ < 0 ? 1 : 0;
}

Supervisor::Verdict Supervisor::wait(ControlSocket& control) {
    if (stopWanted_) return Verdict::Stop;
    std::vector<pollfd> list{{lifeline_.number(), POLLIN, 0}, {signals_.number(), POLLIN, 0}};
    for (const int descriptor : control.descriptors()) list.push_back({descriptor, POLLIN, 0});
    if (::poll(list.data(), list.size(), isBusy() ? busyPause : idlePause) <= 0) {
        return Verdict::GoOn;
    }
    if (list[0].revents != 0) return readLifeline();
    if (list[1].revents != 0) {
        signalfd_siginfo information;
        while (::read(signals_.number(), &information, sizeof information) > 0) continue;
    }
    for (std::size_t i = 2; i < list.size(); ++i) {
        if (list[i].revents == 0) continue;
        control.read(list[i].fd, [this, &control](int client, const QJsonObject& request) {
            react(control, client, request);
        });
    }
    return Verdict::GoOn;
}

Supervisor::Verdict Supervisor::readLifeline() const {
    char word = 0;
    const bool asked = ::read(lifeline_.number(), &word, 1) == 1;
    return asked ? Verdict::Stop : Verdict::Abandon;
}

void Supervisor::react(ControlSocket& control, int client, const QJsonObject& request) {
    if (request[QStringLiteral("command")].toString() == QStringLiteral("stop")) {
        control.answer(client, {{QStringLiteral("ok"), true}});
        stopWanted_ = true;
        return;
    }
    Reaction reaction = handler_(request);
    if (reaction.done && !reaction.done()) {
        const core::Instant until = now() + reaction.patience;
        waiting_.push_back({client, std::move(reaction), until});
        return;
    }
    control.answer(client, reaction.answer);
}

bool Supervisor::isStarting() const {
    return std::any_of(children_.begin(), children_.end(), [](const auto& child) {
        return child->state() == Child::State::Starting || child->state() == Child::State::Waiting;
    });
}

bool Supervisor::isBusy() const {
    return !waiting_.empty() || isStarting();
}

void Supervisor::reap() {
    int status = 0;
    for (pid_t process = 0; (process = ::waitpid(-1, &status, WNOHANG)) > 0;) {
        const auto at =
            std::find_if(children_.begin(), children_.end(),
                         [process](const auto& child) { return child->process() == process; });
        if (at == children_.end()) continue;
        Child& child = **at;
        const int before = child.deaths();
        child.ended(status, now());
        if (child.deaths() > before) {
            report_.note(std::string(child.name()) + " ended (" + child.lastEnd() +
                         "); it is started again");
        }
    }
}

void Supervisor::tick(ControlSocket& control) {
    for (const auto& child : children_) {
        if (!child->tick(now())) continue;
        report_.server(child->name(), child->server().where(), child->readyMilliseconds());
        if (child->deaths() > 0) report_.note(std::string(child->name()) + " is back");
    }
    noticeUp();
    std::erase_if(waiting_, [this, &control](const Waiting& waiting) {
        const bool done = waiting.reaction.done();
        if (!done && now() < waiting.until) return false;
        control.answer(waiting.client, done ? waiting.reaction.answer : waiting.reaction.late);
        return true;
    });
}

void Supervisor::noticeUp() {
    if (millisecondsUntilUp_ >= 0) return;
    const bool all = std::all_of(children_.begin(), children_.end(), [](const auto& child) {
        return child->state() == Child::State::Ready;
    });
    if (!all) return;
    millisecondsUntilUp_ =
        static_cast<int>(std::chrono::duration_cast<Milliseconds>(now() - started_).count());
    report_.up(millisecondsUntilUp_, officeMemory(folder_));
}

bool Supervisor::startHasFailed() {
    for (const auto& child : children_) {
        const std::string name(child->name());
        const std::string tried = "Starting " + name;
        const std::string advice = "See " + folder_ + "/log/" + name + ".log.";
        if (child->deathsInARow() >= deathsBeforeGivingUp) {
            const std::string said = child->lastLogLine();
            report_.failed(core::fail(core::ErrorCode::Unavailable, tried,
                                      said.empty() ? child->lastEnd() : said, advice));
            return true;
        }
        if (child->state() != Child::State::Ready &&
            now() - started_ > child->server().patience()) {
            report_.failed(
                core::fail(core::ErrorCode::Timeout, tried, "it does not answer", advice));
            return true;
        }
    }
    return false;
}

void Supervisor::stopAll() {
    for (const auto& child : children_) {
        if (child->isRunning()) child->stop();
    }
    const core::Instant until = now() + longestGoodbye;
    const auto anyRuns = [this] {
        return std::any_of(children_.begin(), children_.end(),
                           [](const auto& child) { return child->isRunning(); });
    };
    while (anyRuns() && now() < until) {
        reap();
        std::this_thread::sleep_for(Milliseconds(2));
    }
    for (const auto& child : children_) child->kill();
    sweep(Folder::tag(folder_));
    report_.note("the office has stopped");
}

}  // namespace sidetone::office
