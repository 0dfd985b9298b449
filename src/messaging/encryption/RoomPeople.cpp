// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/encryption/RoomPeople.h"

#include <memory>
#include <set>

#include "xmpp/Extensions.h"
#include "xmpp/Session.h"

namespace sidetone::messaging {

std::string RoomPeople::whyNot(const core::Address& room) const {
    const auto facts = parts_.room ? parts_.room(room) : std::nullopt;
    if (!facts) return "This room is not encrypted: you are not in it.";
    if (!facts->isMembersOnly) {
        return "This room is not encrypted, because everybody can come in: only rooms for members "
               "can be.";
    }
    if (!facts->showsAddresses) {
        return "This room is not encrypted, because it hides who is in it.";
    }
    return {};
}

core::Task<std::vector<core::Address>> RoomPeople::people(const core::Address& room) {
    using People = std::vector<core::Address>;
    struct Gathering {
        std::set<core::Address> people;
        int open = 3;
        std::optional<core::Error> error;
    };
    core::Promise<People> promise;
    auto gathering = std::make_shared<Gathering>();
    for (const auto affiliation : {xmpp::RoomAffiliation::Owner, xmpp::RoomAffiliation::Admin,
                                   xmpp::RoomAffiliation::Member}) {
        parts_.extensions.rooms.list(room, affiliation)
            .then(owner_, [=, this](const core::Result<std::vector<xmpp::RoomItem>>& items) {
                if (!items) {
                    gathering->error = items.error();
                } else {
                    for (const auto& item : *items) {
                        const auto person = item.jid.address();
                        if (!person.isEmpty()) gathering->people.insert(person);
                    }
                }
                if (--gathering->open > 0) return;
                // Fewer people than there are would leave somebody out without a word.
                if (gathering->error) return promise.settle(*gathering->error);
                gathering->people.erase(parts_.session.account().address);
                known_[room].assign(gathering->people.begin(), gathering->people.end());
                promise.settle(known_[room]);
            });
    }
    return promise.task();
}

std::vector<core::Address> RoomPeople::known(const core::Address& room) const {
    const auto found = known_.find(room);
    return found != known_.end() ? found->second : std::vector<core::Address>();
}

}  // namespace sidetone::messaging
