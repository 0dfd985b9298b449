// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "client/Client.h"
#include "core/Task.h"
#include "shared/EventFeed.h"

namespace sidetone::apps {

/// The JSON interface of `sidetonectl serve` and of `sidetone --drive`: one command a line in,
/// one event or answer a line out (docs/terminal.md). It drives a client and owns nothing of it.
/// Protocol thread.
class CommandLoop : public QObject {
    Q_OBJECT
public:
    using Output = std::function<void(const QJsonObject&)>;
    CommandLoop(client::Client& client, core::Clock& clock, Output output);

    /// Takes one line of input. What is no JSON object is answered with an error.
    void takeLine(const QByteArray& line);
    /// A command of the program that hosts the loop, such as the window's `screenshot`.
    void addCommand(const QString& name,
                    std::function<core::Result<QJsonObject>(const QJsonObject&)> run);

Q_SIGNALS:
    /// The command `quit` came.
    void quitAsked();

private:
    /// Answers a command: once, with a value or an error.
    using Reply = std::function<void(core::Result<QJsonObject>)>;
    using Handler = std::function<void(const QJsonObject&, Reply)>;

    void addSessionCommands();
    void addPeopleCommands();
    void addChatCommands();
    void addCallCommands();
    void addQuestionCommands();
    void addSettingsCommands();
    void addReportCommands();
    /// The question that the command names, or the oldest one.
    [[nodiscard]] core::Result<int> questionOf(const QJsonObject& command) const;
    /// Trusts a refused certificate that the command names by server and fingerprint.
    core::Result<QJsonObject> trust(const QJsonObject& command);
    /// A command on one call: `call` names it, or the only call that is not over.
    void addCallCommand(
        const QString& name,
        std::function<core::Status(telephony::CallControl&, telephony::CallId, const QJsonObject&)>
            run);
    [[nodiscard]] core::Result<telephony::CallId> callOf(const QJsonObject& command) const;
    void answer(const QJsonValue& id, const core::Result<QJsonObject>& result);

    client::Client& client_;
    Output output_;
    EventFeed feed_;
    std::map<QString, Handler> handlers_;
    std::optional<client::Report> report_;  ///< the one written last
    core::Owner owner_;
};

/// Signs out and lets the event loop run until the servers have heard it, for 2 s at most: for
/// programs that end.
void leavePolitely(client::Client& client);

}  // namespace sidetone::apps
