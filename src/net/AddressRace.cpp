// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/AddressRace.h"

#include <QHostAddress>
#include <QNetworkProxy>
#include <QSslSocket>
#include <algorithm>

#include "net/Endpoint.h"
#include "net/socketReason.h"

namespace sidetone::net {
namespace {

constexpr core::Milliseconds betweenStarts{250};

SocketHandle makeSocket() {
    SocketHandle socket(new QSslSocket, [](QSslSocket* s) {
        s->disconnect();
        s->abort();
        s->deleteLater();
    });
    socket->setProxy(QNetworkProxy::NoProxy);
    return socket;
}

}  // namespace

std::vector<std::string> interleaveFamilies(std::vector<std::string> addresses) {
    const auto isSix = [](const std::string& a) { return a.find(':') != std::string::npos; };
    std::vector<std::string> mixed;
    while (!addresses.empty()) {
        const bool wantsSix = mixed.empty() ? isSix(addresses.front()) : !isSix(mixed.back());
        auto next = std::find_if(addresses.begin(), addresses.end(),
                                 [&](const auto& a) { return isSix(a) == wantsSix; });
        if (next == addresses.end()) next = addresses.begin();
        mixed.push_back(std::move(*next));
        addresses.erase(next);
    }
    return mixed;
}

AddressRace::AddressRace(core::Clock& clock, std::vector<std::string> addresses, std::uint16_t port)
    : clock_(clock), addresses_(interleaveFamilies(std::move(addresses))), port_(port) {}

AddressRace::~AddressRace() = default;

core::Task<SocketHandle> AddressRace::run() {
    auto task = promise_.task();
    startNext();
    return task;
}

void AddressRace::startNext() {
    if (next_ >= addresses_.size()) return;
    const auto& address = addresses_[next_++];
    auto socket = makeSocket();
    const auto* raw = socket.get();
    running_.push_back(socket);
    // Queued: nothing is decided inside a socket's signal.
    QObject::connect(
        raw, &QSslSocket::connected, &context_, [this, raw] { won(raw); }, Qt::QueuedConnection);
    QObject::connect(
        raw, &QSslSocket::errorOccurred, &context_, [this, raw] { lost(raw); },
        Qt::QueuedConnection);
    socket->connectToHost(QHostAddress(QString::fromStdString(address)), port_);
    stagger_ = clock_.after(betweenStarts, [this] { startNext(); });
}

void AddressRace::won(const QSslSocket* socket) {
    const auto winner = std::find_if(running_.begin(), running_.end(),
                                     [&](const auto& s) { return s.get() == socket; });
    if (winner == running_.end()) return;
    const SocketHandle handle = *winner;
    QObject::disconnect(handle.get(), nullptr, &context_, nullptr);
    running_.clear();
    stagger_.stop();
    next_ = addresses_.size();
    promise_.settle(handle);
}

void AddressRace::lost(const QSslSocket* socket) {
    const auto loser = std::find_if(running_.begin(), running_.end(),
                                    [&](const auto& s) { return s.get() == socket; });
    if (loser == running_.end()) return;
    const SocketHandle handle = *loser;
    running_.erase(loser);
    if (next_ < addresses_.size()) {
        startNext();
    } else if (running_.empty()) {
        promise_.settle(socketReason(*handle, {}));
    }
}

}  // namespace sidetone::net
