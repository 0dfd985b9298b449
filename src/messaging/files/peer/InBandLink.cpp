// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/files/peer/InBandLink.h"

#include <QMetaObject>
#include <algorithm>

namespace sidetone::messaging {
namespace {

/// Pieces on their way at once: more would hold up the chat behind them.
constexpr int mostPieces = 3;

core::Error overError() {
    return core::fail(core::ErrorCode::Unavailable, "The link to the other device",
                      "the other side closed it");
}

}  // namespace

InBandLink::~InBandLink() {
    close();
}

void InBandLink::pumpLater() {
    if (std::exchange(isPumpDue_, true)) return;
    QMetaObject::invokeMethod(
        &context_,
        [this] {
            isPumpDue_ = false;
            pump();
        },
        Qt::QueuedConnection);
}

void InBandLink::pump() {
    const auto alive = std::weak_ptr(alive_);
    if (isWaitedFor_ && unsent() < enough) {
        isWaitedFor_ = false;
        const auto drained = handlers_.drained;
        if (drained) drained();
        if (alive.expired()) return;
    }
    if (!deliver()) return;
    if (isFinishing_ && !isClosed_ && unsent() == 0) {
        carrier_.close(peer_, id_);
        return end(overError());
    }
    if (isOver_ && held_.empty() && handlers_.closed) end(overError());
}

/// False where the link went away meanwhile.
bool InBandLink::deliver() {
    const auto alive = std::weak_ptr(alive_);
    while (!held_.empty() && reading_ == Reading::Running) {
        const auto handler = handlers_.received;
        if (!handler) break;
        const auto piece = std::move(held_.front());
        held_.pop_front();
        piece.second();
        handler(piece.first);
        if (alive.expired()) return false;
    }
    return true;
}

void InBandLink::setHandlers(Handlers handlers) {
    handlers_ = std::move(handlers);
    pumpLater();
}

void InBandLink::write(std::string_view bytes) {
    pending_ += bytes;
    isWaitedFor_ = unsent() >= enough;
    send();
}

void InBandLink::send() {
    while (!isClosed_ && pieces_ < mostPieces && !pending_.empty()) {
        const auto count = std::min<std::size_t>(pending_.size(), xmpp::InBandBytes::blockSize);
        const xmpp::InBandPiece piece{id_, next_++, pending_.substr(0, count)};
        pending_.erase(0, count);
        underWay_ += count;
        ++pieces_;
        carrier_.send(peer_, piece).then(owner_, [this, count](const core::Status& status) {
            underWay_ -= count;
            --pieces_;
            if (!status) return end(status.error());
            send();
            pumpLater();
        });
    }
}

void InBandLink::setReading(Reading reading) {
    reading_ = reading;
    pumpLater();
}

void InBandLink::received(std::string bytes, std::function<void()> taken) {
    held_.emplace_back(std::move(bytes), std::move(taken));
    pumpLater();
}

void InBandLink::ended() {
    isOver_ = true;
    pumpLater();
}

void InBandLink::finish() {
    isFinishing_ = true;
    pumpLater();
}

void InBandLink::end(const core::Error& error) {
    if (isClosed_) return;
    isClosed_ = true;
    const auto closed = handlers_.closed;
    if (closed) closed(error);
}

void InBandLink::close() {
    handlers_ = {};
    if (!isClosed_ && !isOver_) carrier_.close(peer_, id_);
    isClosed_ = true;
    owner_.cancelAll();
    carrier_.forget(peer_, id_);
}

}  // namespace sidetone::messaging
