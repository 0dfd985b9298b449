// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/presence/Privacy.h"

#include <algorithm>
#include <utility>

namespace sidetone::messaging {
namespace {

/// More strangers than that are not listed: the server says them again when some are answered.
constexpr std::size_t mostRequests = 200;

}  // namespace

Privacy::Privacy(xmpp::Blocking& blocking, xmpp::PresenceTracker& tracker, MaySeeUs maySeeUs)
    : blocking_(blocking), tracker_(tracker), maySeeUs_(std::move(maySeeUs)) {
    connect(&blocking_, &xmpp::Blocking::changed, this, &Privacy::blockedChange);
}

std::string Privacy::whyNot() const {
    switch (blocking_.means()) {
        case xmpp::Blocking::Means::None:
            return "This server cannot block people.";
        case xmpp::Blocking::Means::Unknown:
            return "Nobody is signed in to chat.";
        default:
            return {};
    }
}

std::vector<core::Address> Privacy::blocked() const {
    return {blocking_.blocked().begin(), blocking_.blocked().end()};
}

core::Task<void> Privacy::block(const core::Address& address) {
    // XEP-0191 3.3 leaves that to the server; ejabberd 23.01 leaves us standing there.
    if (blocking_.means() == xmpp::Blocking::Means::Command ||
        blocking_.means() == xmpp::Blocking::Means::Lists) {
        tracker_.hideFrom(address);
    }
    return blocking_.block(address);
}

core::Task<void> Privacy::unblock(const core::Address& address) {
    core::Promise<void> promise;
    blocking_.unblock(address).then(owner_, [this, promise, address](const core::Status& done) {
        // That too is the server's to do (XEP-0191 3.4), and ejabberd's omission.
        if (done && maySeeUs_(address)) tracker_.showTo(address);
        promise.settle(done);
    });
    return promise.task();
}

void Privacy::answer(const core::Address& from, bool mayWatch) {
    if (mayWatch) {
        tracker_.approve(from);
    } else {
        tracker_.deny(from);
    }
    if (forget(from)) Q_EMIT requestsChanged();
}

bool Privacy::forget(const core::Address& from) {
    return std::erase_if(requests_, [&from](const auto& one) { return one.from == from; }) > 0;
}

void Privacy::requested(const core::Address& from, const std::string& text) {
    if (blocking_.blocked().contains(from)) return;
    forget(from);
    if (requests_.size() >= mostRequests) return;
    requests_.push_back({from, text});
    Q_EMIT requestsChanged();
}

void Privacy::blockedChange() {
    const auto before = requests_.size();
    for (const auto& address : blocking_.blocked()) forget(address);
    if (requests_.size() != before) Q_EMIT requestsChanged();
    Q_EMIT blockedChanged();
}

}  // namespace sidetone::messaging
