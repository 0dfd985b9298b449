// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/ConnectAttempt.h"

#include <openssl/rand.h>

#include <QByteArray>
#include <QSslSocket>
#include <cerrno>
#include <utility>

#include "net/SslConnection.h"
#include "net/marking.h"
#include "net/proxy/proxyAuthorization.h"
#include "net/proxy/proxyReason.h"

namespace sidetone::net {
namespace {

constexpr core::Milliseconds otherWayAfter{3'000};  ///< where there is another way
constexpr int mostProxyAttempts = 4;

std::string schemeOf(const ConnectRequest& request) {
    const auto& protocol = request.alpn.empty() ? std::string() : request.alpn.front();
    if (protocol == "xmpp-client") return "xmpp";
    return protocol == "sip" ? "sip" : "tcp";
}

std::string clientNonce() {
    QByteArray bytes(16, 0);
    RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
    return bytes.toHex().toStdString();
}

}  // namespace

core::Task<std::shared_ptr<Connection>> ConnectAttempt::start(Means means, ConnectRequest request) {
    auto attempt = std::make_shared<ConnectAttempt>(std::move(means), std::move(request));
    auto task = attempt->promise_.task();
    attempt->self_ = attempt;
    attempt->promise_.onCancel([weak = std::weak_ptr(attempt)] {
        if (const auto cancelled = weak.lock()) {
            cancelled->finish(core::fail(core::ErrorCode::Cancelled, "Connecting"));
        }
    });
    attempt->begin();
    return task;
}

ConnectAttempt::ConnectAttempt(Means means, ConnectRequest request)
    : means_(std::move(means)), request_(std::move(request)) {}

void ConnectAttempt::startLimit() {
    limit_ = means_.clock.after(request_.timeout, [this] { outOfTime(); });
}

void ConnectAttempt::begin() {
    const auto keep = shared_from_this();
    startLimit();
    if (means_.proxies == nullptr) {
        goOn();
        return;
    }
    means_.proxies->routes({schemeOf(request_), request_.server, {}})
        .then(owner_, [this](core::Result<Routes> found) {
            const bool isGood = found && !found->ways.empty();
            routes_ = isGood ? std::move(*found) : Routes{{Route{}}, "no policy"};
            goOn();
        });
}

/// Takes the way that is next.
void ConnectAttempt::goOn() {
    const auto keep = shared_from_this();
    race_.reset();
    tunnel_.reset();
    wayLimit_.stop();
    if (way_ + 1 < routes_.ways.size()) {
        wayLimit_ = means_.clock.after(otherWayAfter, [this] {
            lost(core::fail(core::ErrorCode::Timeout, tried(), "no answer within 3 s"));
        });
    }
    const auto& first = isProxied() ? way().proxy.host : request_.server.host;
    means_.resolver.addresses(first).then(
        owner_, [this](core::Result<std::vector<std::string>> found) {
            if (found) {
                race(std::move(*found));
                return;
            }
            auto error = found.error();
            error.tried = isProxied() ? "Looking up the proxy " + way().proxy.host : tried();
            lost(std::move(error));
        });
}

void ConnectAttempt::race(std::vector<std::string> addresses) {
    const auto port = isProxied() ? way().proxy.port : request_.server.port;
    race_ = std::make_unique<AddressRace>(means_.clock, std::move(addresses), port);
    race_->run().then(owner_, [this](core::Result<SocketHandle> socket) {
        if (!socket) {
            lost(unreached(socket.error()));
        } else {
            reached(std::move(*socket));
        }
    });
}

void ConnectAttempt::reached(SocketHandle socket) {
    if (!isProxied()) {
        connected(std::move(socket));
        return;
    }
    if (way().kind == Route::Kind::HttpsProxy) {
        lost(core::fail(core::ErrorCode::Unsupported, tried(),
                        "through an encrypted proxy only web addresses can be reached",
                        "Ask your administrator for a proxy without encryption for this."));
        return;
    }
    const std::shared_ptr<QSslSocket> kept = socket;
    tunnel_ = std::make_unique<ProxyTunnel>(std::move(socket), way(), request_.server,
                                            authorization_, credentials_);
    tunnel_->run().then(owner_, [this, kept](core::Result<ProxyTunnel::Answer> answer) {
        tunnelled(kept, std::move(answer));
    });
}

void ConnectAttempt::tunnelled(SocketHandle socket, core::Result<ProxyTunnel::Answer> answer) {
    if (!answer) {
        auto error = answer.error();
        error.tried = tried();
        lost(std::move(error));
    } else if (answer->isThrough) {
        connected(std::move(socket));
    } else if (answer->status == 407) {
        authorise(*answer);
    } else if (answer->status != 0) {
        lost(proxyRefusal(tried(), way().proxy, answer->status));
    } else {
        lost(core::fail(core::ErrorCode::Unavailable, tried(),
                        "the proxy " + way().proxy.text() + " says: " + answer->why,
                        "Ask your administrator whether the proxy may reach this server."));
    }
}

/// The proxy wants to know who asks: by what is known, else by asking the person; then the way
/// is taken anew, which also works where the proxy closed the connection.
void ConnectAttempt::authorise(const ProxyTunnel::Answer& answer) {
    const auto scheme = chooseProxyScheme(answer.schemes);
    if (!scheme || means_.keyring == nullptr || ++proxyAttempts_ > mostProxyAttempts) {
        lost(proxyLocked(tried(), way().proxy, credentials_.has_value()));
        return;
    }
    ProxyChallenge challenge;
    challenge.proxy = way().proxy.text();
    challenge.realm = scheme->realm;
    challenge.scheme = scheme->kind == ProxyScheme::Kind::Digest ? "Digest" : "Basic";
    limit_.stop();  // the person takes their time
    wayLimit_.stop();
    means_.keyring->ask(std::move(challenge), credentials_)
        .then(owner_, [this, scheme](core::Result<HttpCredentials> given) {
            startLimit();
            if (!given) {
                lost(proxyLocked(tried(), way().proxy, credentials_.has_value()));
                return;
            }
            credentials_ = *given;
            authorization_ =
                proxyAuthorization(*scheme, *given, request_.server.text(), clientNonce());
            goOn();
        });
}

void ConnectAttempt::connected(SocketHandle socket) {
    wayLimit_.stop();
    markSocket(static_cast<int>(socket->socketDescriptor()), request_.dscp);
    connection_ = std::make_shared<SslConnection>(means_.clock, means_.policy, std::move(socket),
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
    finish(core::fail(core::ErrorCode::Timeout, tried(), answer,
                      "Check the network connection; the server may be down or hanging."));
}

std::string ConnectAttempt::tried() const {
    const auto said = "Connecting to " + request_.server.text();
    return isProxied() ? said + " through the " + way().text() : said;
}

core::Error ConnectAttempt::unreached(core::Error error) const {
    error.tried = tried();
    if (!isProxied()) return error;
    auto said = proxyUnreachable(tried(), way().proxy,
                                 error.code == core::ErrorCode::Refused ? ECONNREFUSED : 0);
    said.code = error.code;
    return said;
}

void ConnectAttempt::lost(core::Error error) {
    if (way_ + 1 >= routes_.ways.size()) {
        finish(std::move(error));
        return;
    }
    ++way_;
    authorization_.clear();
    credentials_.reset();
    proxyAttempts_ = 0;
    // The lost way's tasks must not call back any more.
    owner_.cancelAll();
    goOn();
}

void ConnectAttempt::finish(Outcome outcome) {
    const auto keep = std::exchange(self_, nullptr);
    if (!keep) return;
    limit_.stop();
    wayLimit_.stop();
    owner_.cancelAll();
    race_.reset();
    tunnel_.reset();
    connection_.reset();
    promise_.settle(std::move(outcome));
}

}  // namespace sidetone::net
