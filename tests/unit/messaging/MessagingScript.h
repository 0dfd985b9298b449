// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTemporaryDir>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ScriptedConnection.h"
#include "VirtualClock.h"
#include "core/Random.h"
#include "messaging/Messaging.h"
#include "store/Store.h"
#include "xmpp/Session.h"

namespace sidetone::test {

/// Chat and presence of romeo@example.net over a scripted server, in virtual time, with a real
/// store in a folder of its own.
class MessagingScript {
public:
    MessagingScript();
    ~MessagingScript();

    VirtualClock clock;
    core::SeededRandom random{7};
    core::Log log;
    /// What the next start of the program has besides.
    std::function<void(messaging::Ports&)> equip;
    ScriptedConnections connections{clock};
    std::unique_ptr<store::Store> store;
    std::unique_ptr<xmpp::Session> session;
    std::unique_ptr<messaging::Messaging> messaging;

    // What Messaging signalled, in order.
    std::vector<messaging::Message> added;
    std::vector<messaging::Message> changed;
    std::vector<std::string> unread;      ///< "juliet 2"
    std::vector<std::string> chatStates;  ///< "juliet 1": the enumeration's number
    std::vector<std::string> contacts;    ///< users of contactChanged, "*" for contactsChanged
    int storageFailures = 0;

    const core::Address juliet = *core::Address::parse("juliet@example.net");

    /// Makes the session and Messaging over the same store, as a new start of the program does.
    void startProgram();
    /// The program is gone at once, as after kill -9 (what it stored stays).
    void killProgram();

    /// Signs in with a new session; what was asked after binding is not answered yet.
    void bind();
    /// bind(), then an empty contact list, carbons, and an archive without news.
    void signIn();
    void answerRoster(const std::string& items = {});
    void answerCarbons();
    /// The archive's answer to the last query: (id, message) pairs as results, then the end.
    enum class Page { Last, More };
    void answerArchive(const std::vector<std::pair<std::string, std::string>>& results,
                       Page page = Page::Last);
    void refuseArchive(const std::string& condition);
    /// The connection breaks and the server does not know the session any more.
    void loseSession();

    void server(const std::string& xml);
    /// What the client wrote since the last look at it.
    std::string client();
    /// Everything that it wrote in this connection, and was looked at by answer...().
    std::string seen;

    /// A message of juliet as the server delivers it.
    static std::string message(const std::string& id, const std::string& body,
                               const std::string& archiveId = {}, const std::string& more = {});
    /// The same, inside an archive result: without the stanza-id.
    static std::string archived(const std::string& id, const std::string& body,
                                const std::string& from = "juliet@example.net/balcony");

    /// The result of a task that settles within this instant.
    template <class T>
    core::Result<T> now(core::Task<T> task) {
        core::Owner owner;
        std::optional<core::Result<T>> result;
        std::move(task).then(owner,
                             [&](core::Result<T> value) { result.emplace(std::move(value)); });
        clock.settle();
        if (!result) return core::fail(core::ErrorCode::Timeout, "Waiting in a test");
        return std::move(*result);
    }
    std::vector<std::string> bodies();
    /// Runs SQL in the store, such as a limit that makes it refuse.
    void sql(const std::string& statement);

private:
    std::string idOf(const std::string& payload);

    QTemporaryDir folder_;
};

/// How often the part stands in the text.
int countOf(const std::string& text, const std::string& part);

}  // namespace sidetone::test
