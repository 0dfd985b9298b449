// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/QtClock.h"
#include "office/supervisor/Child.h"
#include "office/supervisor/ControlSocket.h"
#include "office/supervisor/Report.h"

namespace sidetone::office {

/// Keeps the office's servers running: starts all at once, starts again what ends, listens to
/// commands, stops all in under a second. One thread on poll(); the servers' probes have theirs.
class Supervisor {
public:
    /// What a handler decided about a request. Where `done` is set, the answer waits for it to
    /// become true, `patience` at most; then `answer` goes out, or `late`.
    struct Reaction {
        QJsonObject answer;
        std::function<bool()> done = {};
        core::Milliseconds patience{5000};
        QJsonObject late = {};
    };
    using Handler = std::function<Reaction(const QJsonObject&)>;

    Supervisor(std::string folder, Descriptor lifeline, Report& report, core::Instant started);

    void add(std::unique_ptr<Server> server);
    /// Answers requests; `stop` is answered by the supervisor itself.
    void setHandler(Handler handler) { handler_ = std::move(handler); }
    /// Runs until the office is stopped. 0 where it had come up.
    [[nodiscard]] int run(ControlSocket control);

    /// nullptr where there is none of this name.
    [[nodiscard]] Child* find(std::string_view name);
    [[nodiscard]] std::vector<std::unique_ptr<Child>>& children() { return children_; }
    [[nodiscard]] core::Instant now() const { return clock_.now(); }
    /// Whether a server is on its way up.
    [[nodiscard]] bool isStarting() const;
    [[nodiscard]] int millisecondsUntilUp() const { return millisecondsUntilUp_; }

private:
    enum class Verdict { GoOn, Stop, Abandon };
    struct Waiting {
        ControlSocket::Client client;
        Reaction reaction;
        core::Instant until;
    };

    [[nodiscard]] Verdict wait(ControlSocket& control);
    [[nodiscard]] Verdict readLifeline() const;
    void react(ControlSocket& control, int client, const QJsonObject& request);
    void reap();
    void tick(ControlSocket& control);
    void noticeUp();
    [[nodiscard]] bool startHasFailed();
    [[nodiscard]] bool isBusy() const;
    void stopAll();

    std::string folder_;
    Descriptor lifeline_;
    Report& report_;
    core::QtClock clock_;
    core::Instant started_;
    Descriptor signals_;
    Handler handler_;
    std::vector<std::unique_ptr<Child>> children_;
    std::vector<Waiting> waiting_;
    int millisecondsUntilUp_ = -1;
    bool stopWanted_ = false;
};

/// The memory of all of the office's processes and of this one, in kB.
[[nodiscard]] long officeMemory(const std::string& folder);

}  // namespace sidetone::office
