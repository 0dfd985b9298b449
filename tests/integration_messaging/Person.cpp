// SPDX-License-Identifier: GPL-3.0-or-later
#include "Person.h"

#include <QTime>
#include <cstdio>

namespace sidetone::test {
Person::Person(PersonSettings settings) : settings_(std::move(settings)) {}

Person::~Person() {
    owner_.cancelAll();
    messaging_.reset();
    session_.reset();
    left_.clear();
    store_.reset();
}

bool Person::start() {
    if (qEnvironmentVariableIsSet("SIDETONE_TEST_LOG")) {
        log_.setSink([name = settings_.address.user()](const core::LogLine& line) {
            const auto time = QTime::currentTime().toString(QStringLiteral("hh:mm:ss.zzz"));
            std::fprintf(stderr, "%s %s %s: %s\n", qPrintable(time), name.c_str(),
                         line.room.c_str(), line.text.c_str());
        });
    }
    auto policy = net::TlsPolicy::create({settings_.caFile, false}, clock_);
    if (!policy) {
        failure_ = policy.error().sentence();
        return false;
    }
    policy_ = *policy;
    connections_ = std::make_unique<net::SocketConnections>(clock_, resolver_, policy_);
    if (!store_) {
        auto opened = await(store::Store::open(settings_.store, {clock_, log_}));
        if (!opened) {
            failure_ = opened.error().sentence();
            return false;
        }
        store_ = std::move(*opened);
    }
    xmpp::Account account;
    account.address = settings_.address;
    account.password = settings_.password;
    account.resource = settings_.resource;
    account.servers.push_back(xmpp::Server{settings_.server, xmpp::TlsStart::StartTls});
    for (const auto& other : settings_.others) {
        account.servers.push_back(xmpp::Server{other, xmpp::TlsStart::StartTls});
    }
    session_ =
        std::make_unique<xmpp::Session>(xmpp::SessionPorts{clock_, random_, *connections_, log_},
                                        std::move(account), settings_.times);
    messaging::Ports ports{clock_, log_};
    if (settings_.encrypts) ports.random = &random_;
    ports.settings = [this]() -> const config::Settings& {
        return settings_.settings != nullptr ? *settings_.settings : parameters;
    };
    if (!settings_.nameServer.empty()) {
        net::ResolverSettings names;
        names.nameServers = {settings_.nameServer};
        officeNames_ = std::make_unique<net::CaresResolver>(names);
        http_ = std::make_unique<net::CurlHttpClient>(clock_, *officeNames_, policy_);
        ports.http = [this]() -> net::HttpClient& { return *http_; };
    }
    if (settings_.http) ports.http = [this]() -> net::HttpClient& { return *settings_.http; };
    if (settings_.hasLinks) {
        links_ = std::make_unique<net::SocketPeerLinks>(clock_, resolver_);
        ports.links = links_.get();
    }
    ports.isOutside = [this] { return settings_.isOutside; };
    auto made = await(messaging::Messaging::create(std::move(ports), *session_, *store_));
    if (!made) {
        failure_ = made.error().sentence();
        return false;
    }
    messaging_ = std::move(*made);
    listen();
    session_->start();
    return true;
}

void Person::listen() {
    using messaging::Messaging;
    QObject::connect(session_.get(), &xmpp::Session::started, [this] { ++sessions; });
    QObject::connect(session_.get(), &xmpp::Session::resumed, [this] { ++resumptions; });
    QObject::connect(messaging_.get(), &Messaging::messageAdded,
                     [this](const messaging::Message& message) {
                         if (message.direction == messaging::Direction::In) ++incoming;
                     });
    QObject::connect(messaging_.get(), &Messaging::unreadChanged,
                     [this](const core::Address& peer, int count) { unread[peer] = count; });
    QObject::connect(messaging_.get(), &Messaging::chatStateChanged,
                     [this](const core::Address& peer, messaging::ChatState state) {
                         chatStates[peer] = state;
                     });
}

void Person::signOut() {
    session_->stop();
    messaging_.reset();
    left_.push_back(std::move(session_));
}

void Person::send(const core::Address& peer, const std::string& body) {
    messaging_->sendMessage(peer, body).then(owner_, [this](const auto& message) {
        if (!message) failure_ = message.error().sentence();
    });
}

std::vector<messaging::Message> Person::history(const core::Address& peer) {
    return await(messaging_->messages(peer, 0, 1'000'000))
        .value_or(std::vector<messaging::Message>());
}

std::vector<std::string> Person::received(const core::Address& peer) {
    std::vector<std::string> bodies;
    const auto all = history(peer);
    for (const auto& message : all) {
        if (message.direction == messaging::Direction::In) bodies.push_back(message.body);
    }
    return bodies;
}

std::vector<std::string> Person::sent(const core::Address& peer) {
    std::vector<std::string> bodies;
    const auto all = history(peer);
    for (const auto& message : all) {
        if (message.direction == messaging::Direction::Out) bodies.push_back(message.body);
    }
    return bodies;
}

int Person::countAt(const core::Address& peer, messaging::Delivery least) {
    int count = 0;
    const auto all = history(peer);
    for (const auto& message : all) {
        const bool isOut = message.direction == messaging::Direction::Out;
        if (isOut && message.delivery != messaging::Delivery::Failed && message.delivery >= least) {
            ++count;
        }
    }
    return count;
}

}  // namespace sidetone::test
