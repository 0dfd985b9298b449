// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/SocketPeerLinks.h"

#include <QNetworkInterface>
#include <QNetworkProxy>
#include <QSslSocket>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUdpSocket>
#include <algorithm>
#include <utility>

#include "net/AddressRace.h"
#include "net/SocketPeerLink.h"

namespace sidetone::net {
namespace {

constexpr quint16 anyPort = 5222;  ///< nothing is sent there

bool isLoopback(const std::string& address) {
    return QHostAddress(QString::fromStdString(address)).isLoopback();
}

/// The address from which this machine would talk to that one; empty where no route leads there.
std::string addressTowards(const std::string& server) {
    QUdpSocket probe;
    probe.connectToHost(QHostAddress(QString::fromStdString(server)), anyPort);
    const auto own = probe.localAddress();
    return own.isNull() ? std::string() : own.toString().toStdString();
}

std::vector<std::string> ownAddresses(const std::string& first) {
    if (!first.empty() && isLoopback(first)) return {first};
    std::vector<std::string> found;
    if (!first.empty()) found.push_back(first);
    for (const auto& address : QNetworkInterface::allAddresses()) {
        auto text = address.toString().toStdString();
        if (address.isLoopback() || address.isLinkLocal() || text == first) continue;
        found.push_back(std::move(text));
    }
    return found;
}

class SocketPeerListener final : public PeerListener {
public:
    explicit SocketPeerListener(PeerLinks::Accepted accepted) : accepted_(std::move(accepted)) {
        server_.setProxy(QNetworkProxy::NoProxy);
        QObject::connect(
            &server_, &QTcpServer::newConnection, &server_, [this] { welcome(); },
            Qt::QueuedConnection);
    }
    [[nodiscard]] bool listen(const QHostAddress& address, std::uint16_t port) {
        return server_.listen(address, port);
    }
    [[nodiscard]] std::uint16_t port() const override { return server_.serverPort(); }

private:
    void welcome() {
        const auto accepted = accepted_;
        while (auto* socket = server_.nextPendingConnection()) {
            socket->setParent(nullptr);
            accepted(std::make_shared<SocketPeerLink>(
                std::shared_ptr<QTcpSocket>(socket, [](QTcpSocket* ended) {
                    ended->disconnect();
                    ended->abort();
                    ended->deleteLater();
                })));
        }
    }

    PeerLinks::Accepted accepted_;
    QTcpServer server_;
};

}  // namespace

core::Task<std::shared_ptr<PeerLink>> SocketPeerLinks::connect(Endpoint place,
                                                               core::Milliseconds timeout) {
    core::Promise<std::shared_ptr<PeerLink>> promise;
    // Each attempt waits by an owner of its own, so that a cancelled one closes its sockets.
    struct Attempt {
        std::unique_ptr<AddressRace> race;
        core::Owner owner;
    };
    auto attempt = std::make_shared<Attempt>();
    promise.onCancel([attempt] {
        attempt->owner.cancelAll();
        attempt->race.reset();
    });
    auto task = promise.task().withDeadline(
        clock_, timeout,
        core::fail(core::ErrorCode::Timeout, "Connecting to " + place.text(), "nothing answers"));
    resolver_.addresses(place.host)
        .then(attempt->owner, [this, promise, place, weak = std::weak_ptr(attempt)](
                                  core::Result<std::vector<std::string>> found) {
            const auto held = weak.lock();
            if (!held) return;
            if (!found) return promise.settle(found.error());
            held->race = std::make_unique<AddressRace>(clock_, std::move(*found), place.port);
            held->race->run().then(
                held->owner, [promise, place](const core::Result<SocketHandle>& socket) {
                    if (socket) {
                        return promise.settle(
                            std::shared_ptr<PeerLink>(std::make_shared<SocketPeerLink>(*socket)));
                    }
                    auto error = socket.error();
                    error.tried = "Connecting to " + place.text();
                    promise.settle(std::move(error));
                });
        });
    return task;
}

core::Result<std::unique_ptr<PeerListener>> SocketPeerLinks::listen(
    const std::vector<std::string>& addresses, std::uint16_t firstPort, int count,
    Accepted accepted) {
    const bool isHereAlone = std::all_of(addresses.begin(), addresses.end(), isLoopback);
    const QHostAddress place(isHereAlone && !addresses.empty()
                                 ? QHostAddress(QString::fromStdString(addresses.front()))
                                 : QHostAddress(QHostAddress::Any));
    auto listener = std::make_unique<SocketPeerListener>(std::move(accepted));
    for (int i = 0; i < count && firstPort + i <= 65'535; ++i) {
        if (listener->listen(place, std::uint16_t(firstPort + i))) return listener;
    }
    return core::fail(core::ErrorCode::Busy,
                      "Waiting for the other device at port " + std::to_string(firstPort),
                      "this port and those behind it are taken");
}

core::Task<std::vector<std::string>> SocketPeerLinks::addresses(std::string server) {
    core::Promise<std::vector<std::string>> promise;
    resolver_.addresses(std::move(server))
        .then(owner_, [promise](const core::Result<std::vector<std::string>>& found) {
            const bool isKnown = found && !found->empty();
            promise.settle(ownAddresses(isKnown ? addressTowards(found->front()) : std::string()));
        });
    return promise.task();
}

}  // namespace sidetone::net
