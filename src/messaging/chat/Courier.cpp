// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/chat/Courier.h"

#include <utility>

#include "xmpp/Session.h"

namespace sidetone::messaging {
namespace {

constexpr std::size_t mostWaiting = 1000;

}  // namespace

Courier::Courier(xmpp::Session& session, std::function<MessageGuard*()> guard)
    : session_(session), guard_(std::move(guard)) {}

void Courier::send(xmpp::ChatMessage message, std::string key) {
    Item item{std::move(message), std::move(key)};
    if (isOpen_) {
        transmit(std::move(item));
    } else {
        keep(std::move(item));
    }
}

void Courier::keep(Item item) {
    if (!item.key.empty()) {
        std::erase_if(waiting_, [&item](const Item& other) { return other.key == item.key; });
    }
    if (waiting_.size() == mostWaiting) waiting_.pop_front();
    waiting_.push_back(std::move(item));
}

void Courier::open() {
    isOpen_ = true;
    for (auto& item : std::exchange(waiting_, {})) transmit(std::move(item));
}

void Courier::transmit(Item item) {
    auto* guard = guard_();
    if (guard == nullptr) {
        auto stanza = item.message.toStanza();
        return handOver(std::move(item), std::move(stanza));
    }
    const auto message = item.message;
    guard->seal(message, 0,
                [this, item = std::move(item),
                 alive = std::weak_ptr(alive_)](core::Result<core::XmlElement> stanza) {
                    if (!alive.lock()) return;
                    if (stanza) return handOver(item, std::move(*stanza));
                    if (stanza.error().code == core::ErrorCode::Unavailable) keep(item);
                });
}

void Courier::handOver(Item item, core::XmlElement stanza) {
    session_.send(std::move(stanza), [this, item = std::move(item),
                                      alive = std::weak_ptr(alive_)](const core::Status& status) {
        if (!alive.lock() || status) return;
        if (status.error().code == core::ErrorCode::Unavailable) keep(item);
    });
}

}  // namespace sidetone::messaging
