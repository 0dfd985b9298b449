// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <deque>
#include <memory>
#include <string>

#include "core/Clock.h"
#include "core/Task.h"
#include "net/Resolver.h"

class QProcess;

namespace sidetone::net {

/// One PAC file in a process of its own (the program sidetone-pac), because a file from the
/// network must not reach this process's memory, files and time: it gets 96 MiB, 1 s of
/// processor time and 5 s in all for each question. Names that it wants to know are looked up
/// here, by our Resolver. Questions wait in line. Protocol thread.
class PacProcess {
public:
    struct Settings {
        std::string program;       ///< path of sidetone-pac
        std::string script;        ///< the PAC file's text
        std::string ownAddresses;  ///< of this machine, best first, semicolons between
        core::Milliseconds limit{5'000};
    };
    PacProcess(core::Clock& clock, Resolver& resolver, Settings settings);
    ~PacProcess();
    PacProcess(const PacProcess&) = delete;
    PacProcess& operator=(const PacProcess&) = delete;

    /// FindProxyForURL's answer. BadAnswer where the file is broken or its function fails,
    /// Timeout where it takes too long, Unsupported where the program cannot be started.
    [[nodiscard]] core::Task<std::string> find(std::string url, std::string host);
    /// The program beside this one, or where packages put it.
    [[nodiscard]] static std::string usualProgram();

private:
    enum class State { Off, Loading, Ready, Asking, Broken };
    struct Question {
        std::string text;
        core::Promise<std::string> answer;
    };
    void next();
    void start();
    void send(char kind, const std::string& text);
    void received();
    void take(char kind, const std::string& text);
    void lookUp(const std::string& host);
    void ended(bool byTheClock);
    void answer(core::Result<std::string> result);
    void breakFor(const core::Error& error);
    [[nodiscard]] static core::Error failure(core::ErrorCode code, std::string why);

    core::Clock& clock_;
    Resolver& resolver_;
    Settings settings_;
    State state_ = State::Off;
    std::unique_ptr<QProcess> process_;
    std::string pending_;
    std::deque<Question> questions_;
    int deaths_ = 0;
    core::Error brokenBy_;
    core::Timer limit_;
    QObject context_;
    core::Owner owner_;
};

}  // namespace sidetone::net
