// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/ConnectAttempt.h"

#include <QSslSocket>
#include <utility>

#include "net/SslConnection.h"
#include "net/marking.h"

namespace sidetone::net {

core::Task<std::shared_ptr<Connection>> ConnectAttempt::start(
    core::Clock& clock, Resolver& resolver, std::shared_ptr<const TlsPolicy> policy,
    ConnectRequest request) {
    auto attempt = std::make_shared<ConnectAttempt>(clock, std::move(policy), std::move(request));
    auto task = attempt->promise_.task();
    attempt->self_ = attempt;
    attempt->promise_.onCancel([weak = std::weak_ptr(attempt)] {
        if (const auto cancelled = weak.lock()) {
            cancelled->finish(core::fail(core::ErrorCode::Cancelled, "Connecting"));
        }
    });
    attempt->begin(resolver);
    return task;
}

ConnectAttempt::ConnectAttempt(core::Clock& clock, std::shared_ptr<const TlsPolicy> policy,
                               ConnectRequest request)
    : clock_(clock), policy_(std::move(policy)), request_(std::move(request)) {}

void ConnectAttempt::begin(Resolver& resolver) {
    const auto keep = shared_from_this();
    limit_ = clock_.after(request_.timeout, [this] { outOfTime(); });
    resolver.addresses(request_.server.host)
        .then(owner_, [this](core::Result<std::vector<std::string>> found) {
            if (!found) {
                finish(named(found.error()));
            } else {
                race(std::move(*found));
            }
        });
}

void ConnectAttempt::race(std::vector<std::string> addresses) {
    race_ = std::make_unique<AddressRace>(clock_, std::move(addresses), request_.server.port);
    race_->run().then(owner_, [this](core::Result<SocketHandle> socket) {
        if (!socket) {
            finish(named(socket.error()));
        } else {
            connected(std::move(*socket));
        }
    });
}

void ConnectAttempt::connected(SocketHandle socket) {
    markSocket(static_cast<int>(socket->socketDescriptor()), request_.dscp);
    connection_ = std::make_shared<SslConnection>(clock_, policy_, std::move(socket),
                                                  request_.server.text(), request_.timeout);
    if (!request_.directTls) {
        finish(connection_);
        return;
    }
    PeerIdentity peer = request_.peer;
    if (peer.hosts.empty()) peer.hosts = {request_.server.host};
    connection_->startTls(std::move(peer), request_.alpn)
        .then(owner_, [this](core::Status encrypted) {
            if (!encrypted) {
                finish(encrypted.error());
            } else {
                finish(connection_);
            }
        });
}

void ConnectAttempt::outOfTime() {
    const auto seconds = std::to_string((request_.timeout.count() + 999) / 1000) + " s";
    const std::string answer =
        connection_ ? "the server accepted the connection and then said nothing for " + seconds
                    : "no answer within " + seconds;
    finish(core::fail(core::ErrorCode::Timeout, "Connecting to " + request_.server.text(), answer,
                      "Check the network connection; the server may be down or hanging."));
}

core::Error ConnectAttempt::named(core::Error error) const {
    error.tried = "Connecting to " + request_.server.text();
    return error;
}

void ConnectAttempt::finish(Outcome outcome) {
    const auto keep = std::exchange(self_, nullptr);
    if (!keep) return;
    limit_.stop();
    owner_.cancelAll();
    race_.reset();
    connection_.reset();
    promise_.settle(std::move(outcome));
}

}  // namespace sidetone::net
