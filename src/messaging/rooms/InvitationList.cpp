// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/rooms/InvitationList.h"

#include <algorithm>

#include "core/text.h"

namespace sidetone::messaging {
namespace {

constexpr std::size_t mostWaiting = 100;
constexpr std::size_t longestReason = 1000;

}  // namespace

std::optional<Invitation> InvitationList::add(const xmpp::RoomInvitation& invitation) {
    for (auto& waiting : waiting_) {
        if (waiting.invitation.room != invitation.room) continue;
        // The room's own word beside the person's, or somebody who asks again.
        if (invitation.password) waiting.invitation.password = invitation.password;
        return {};
    }
    if (waiting_.size() >= mostWaiting) waiting_.erase(waiting_.begin());
    waiting_.push_back({++lastId_, invitation});
    return shown(waiting_.back());
}

Invitation InvitationList::shown(const Waiting& waiting) {
    Invitation result;
    result.id = waiting.id;
    result.room = waiting.invitation.room;
    // A room that says only the name there tells no address (Prosody 0.12.3).
    if (waiting.invitation.from.address() != waiting.invitation.room) {
        result.from = waiting.invitation.from.address();
    }
    result.reason = core::printable(waiting.invitation.reason, longestReason);
    result.isContinuation = waiting.invitation.isContinuation;
    return result;
}

std::vector<Invitation> InvitationList::all() const {
    std::vector<Invitation> list;
    for (const auto& waiting : waiting_) list.push_back(shown(waiting));
    return list;
}

std::optional<xmpp::RoomInvitation> InvitationList::take(int id) {
    const auto found = std::find_if(waiting_.begin(), waiting_.end(),
                                    [&](const Waiting& waiting) { return waiting.id == id; });
    if (found == waiting_.end()) return {};
    auto invitation = std::move(found->invitation);
    waiting_.erase(found);
    return invitation;
}

bool InvitationList::forget(const core::Address& room) {
    return std::erase_if(waiting_, [&](const Waiting& waiting) {
               return waiting.invitation.room == room;
           }) > 0;
}

}  // namespace sidetone::messaging
