// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>

#include <atomic>
#include <memory>
#include <string>
#include <thread>

#include "core/Clock.h"
#include "office/servers/Server.h"

namespace sidetone::office {

/// A server's process under supervision.
///
/// States: Stopped (nobody wants it), Waiting (it ended; started again when the back-off is
/// over), Starting (runs, does not serve yet), Ready, Frozen. Events: start(), ended(), tick(),
/// and the faults stop(), kill(), freeze(), thaw().
class Child {
public:
    enum class State { Stopped, Waiting, Starting, Ready, Frozen };

    Child(std::unique_ptr<Server> server, std::string folder);
    ~Child();
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    /// Writes the configuration and runs the program.
    [[nodiscard]] core::Status start(core::Instant now);
    /// Its process ended (waitpid's status): sweeps up what it left and plans the next start.
    void ended(int status, core::Instant now);
    /// Notices readiness and the end of the back-off. True where it became ready just now.
    bool tick(core::Instant now);

    void askToEnd() const;  ///< SIGTERM
    void stop();            ///< SIGTERM; stays away until start()
    void kill() const;      ///< SIGKILL to all of it; the supervisor starts it again
    void freeze();          ///< SIGSTOP to all of it
    void thaw();            ///< SIGCONT
    void hangUp() const;    ///< SIGHUP to its first process
    /// Ends it and starts it again at once, without counting that as a death.
    void restart();

    [[nodiscard]] Server& server() const { return *server_; }
    [[nodiscard]] std::string_view name() const { return server_->name(); }
    [[nodiscard]] State state() const { return state_; }
    [[nodiscard]] pid_t process() const { return process_; }
    [[nodiscard]] bool isRunning() const { return process_ != 0; }
    /// How long the last start took until it served.
    [[nodiscard]] int readyMilliseconds() const { return readyMilliseconds_; }
    /// How often it ended by itself.
    [[nodiscard]] int deaths() const { return deaths_; }
    /// "killed by signal 9"; empty where it never ended.
    [[nodiscard]] const std::string& lastEnd() const { return lastEnd_; }
    /// Deaths since it last served for some seconds.
    [[nodiscard]] int deathsInARow() const { return deathsInARow_; }
    /// The last line of its log, for a person.
    [[nodiscard]] std::string lastLogLine() const;

private:
    void signalAll(int signal) const;
    void watchForReadiness();
    void stopWatching();
    [[nodiscard]] std::string logFile() const;

    std::unique_ptr<Server> server_;
    std::string folder_;
    State state_ = State::Stopped;
    pid_t process_ = 0;
    core::Instant startedAt_;
    core::Instant startAgainAt_;
    int readyMilliseconds_ = -1;
    int deaths_ = 0;
    int deathsInARow_ = 0;
    bool endIsWanted_ = false;
    std::string lastEnd_;
    /// The probe asks on a thread of its own, because asking blocks.
    std::thread prober_;
    std::atomic<bool> proberMayStop_ = false;
    std::atomic<bool> answered_ = false;
};

/// "stopped", "waiting", "starting", "ready", "frozen".
[[nodiscard]] std::string_view name(Child::State state);

}  // namespace sidetone::office
