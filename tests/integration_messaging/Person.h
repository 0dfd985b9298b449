// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "config/Settings.h"
#include "core/Log.h"
#include "core/QtClock.h"
#include "core/Random.h"
#include "messaging/Messaging.h"
#include "net/CaresResolver.h"
#include "net/CurlHttpClient.h"
#include "net/SocketConnections.h"
#include "net/SocketPeerLinks.h"
#include "store/Store.h"
#include "xmpp/Session.h"

namespace sidetone::test {

/// Where and as whom a Person signs in.
struct PersonSettings {
    core::Address address;
    core::Secret password;
    std::string resource;
    net::Endpoint server;
    std::string caFile;
    std::filesystem::path store;
    bool encrypts = false;                    ///< end-to-end encryption is there
    const config::Settings* settings{};       ///< null: all parameters have their defaults
    std::vector<net::Endpoint> others{};      ///< tried after the server
    std::string nameServer{};                 ///< where set, files can be sent and fetched
    std::shared_ptr<net::HttpClient> http{};  ///< in place of the one of nameServer
    bool hasLinks = false;                    ///< files go straight to others' devices
    bool isOutside = false;                   ///< what the client would say of itself
    xmpp::SessionTimes times{};
};

/// One person's whole messaging: session, store and Messaging on real sockets and a real file,
/// and what they signalled.
class Person {
public:
    explicit Person(PersonSettings settings);
    ~Person();
    Person(const Person&) = delete;
    Person& operator=(const Person&) = delete;

    /// Opens the store, if it is not open, and signs in. True when all of it was begun; online
    /// is when isReady().
    [[nodiscard]] bool start();
    /// Signed in, and the archive was read.
    [[nodiscard]] bool isReady() const { return messaging_ && messaging_->isCaughtUp(); }
    void signOut();

    [[nodiscard]] messaging::Messaging& messaging() { return *messaging_; }
    [[nodiscard]] store::Store& store() { return *store_; }
    [[nodiscard]] xmpp::Session& session() { return *session_; }
    /// The parameters; changes count from the next start() on.
    config::Settings parameters;
    [[nodiscard]] const core::Address& address() const { return settings_.address; }
    [[nodiscard]] const std::string& failure() const { return failure_; }

    void send(const core::Address& peer, const std::string& body);
    /// The texts of the incoming / outgoing messages with that peer, as the history has them.
    [[nodiscard]] std::vector<std::string> received(const core::Address& peer);
    [[nodiscard]] std::vector<std::string> sent(const core::Address& peer);
    /// How many outgoing messages to that peer are at least that far.
    [[nodiscard]] int countAt(const core::Address& peer, messaging::Delivery least);
    [[nodiscard]] std::vector<messaging::Message> history(const core::Address& peer);

    /// The result of a task, within 20 s.
    template <class T>
    [[nodiscard]] static core::Result<T> await(core::Task<T> task);

    int incoming = 0;  ///< messageAdded, incoming
    int sessions = 0;
    int resumptions = 0;
    std::map<core::Address, int> unread;
    std::map<core::Address, messaging::ChatState> chatStates;

private:
    void listen();

    PersonSettings settings_;
    core::QtClock clock_;
    core::Log log_;
    core::SystemRandom random_;
    net::CaresResolver resolver_;
    std::shared_ptr<const net::TlsPolicy> policy_;
    std::unique_ptr<net::CaresResolver> officeNames_;
    std::unique_ptr<net::CurlHttpClient> http_;
    std::unique_ptr<net::SocketConnections> connections_;
    std::unique_ptr<net::SocketPeerLinks> links_;
    std::unique_ptr<store::Store> store_;
    std::unique_ptr<xmpp::Session> session_;
    std::unique_ptr<messaging::Messaging> messaging_;
    std::vector<std::unique_ptr<xmpp::Session>> left_;  ///< they say goodbye on the loop
    std::string failure_;
    core::Owner owner_;
};

template <class T>
core::Result<T> Person::await(core::Task<T> task) {
    core::Owner owner;
    std::optional<core::Result<T>> result;
    std::move(task).then(owner, [&](core::Result<T> value) { result.emplace(std::move(value)); });
    const QDeadlineTimer limit(20'000);
    while (!result && !limit.hasExpired()) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 100);
    }
    if (!result) return core::fail(core::ErrorCode::Timeout, "Waiting in a test");
    return std::move(*result);
}

}  // namespace sidetone::test
