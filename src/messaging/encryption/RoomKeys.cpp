// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/encryption/RoomKeys.h"

namespace sidetone::messaging {
namespace {

using std::chrono_literals::operator""s;

/// Then after twice as long, and so on; the last one some five minutes later.
constexpr core::Milliseconds firstRetry = 5s;
constexpr int mostRetries = 6;

}  // namespace

bool RoomKeys::areKnown(const core::Address& room) {
    const auto [found, isNew] = looks_.try_emplace(room);
    if (isNew) look(room);
    return found->second.isDone;
}

void RoomKeys::look(const core::Address& room) {
    people_.people(room).then(
        owner_, [this, room](const core::Result<std::vector<core::Address>>& people) {
            if (!people) return looked(room, people.error());
            state_.finder.findLists(
                *people, [this, room](const core::Status& found) { looked(room, found); });
        });
}

void RoomKeys::looked(const core::Address& room, const core::Status& found) {
    const auto at = looks_.find(room);
    if (at == looks_.end()) return;  // a new session began meanwhile
    if (found) at->second.isDone = true;
    if (!found || !isAtItsBest(room)) lookAgain(room);
    if (found) changed_(room);
}

void RoomKeys::lookAgain(const core::Address& room) {
    auto& look = looks_.at(room);
    if (look.retries >= mostRetries) return;
    look.timer = state_.parts.clock.after(firstRetry * (1 << look.retries++), [this, room] {
        looks_.at(room).timer.stop();
        this->look(room);
    });
}

bool RoomKeys::isAtItsBest(const core::Address& room) const {
    return state_.recipients(people_.known(room), state_.parts.policy()).keys == PeerKeys::Omemo;
}

}  // namespace sidetone::messaging
