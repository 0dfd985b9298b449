// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/Address.h"
#include "core/Task.h"
#include "xmpp/Jid.h"
#include "xmpp/extensions/DiscoClient.h"
#include "xmpp/extensions/PresenceTracker.h"

namespace sidetone::messaging {

/// Which devices of other people take files straight from ours, as they say themselves
/// (XEP-0030). Each kind of program is asked once. Protocol thread.
class PeerDevices {
public:
    PeerDevices(xmpp::PresenceTracker& presence, xmpp::DiscoClient& others,
                std::function<void()> changed)
        : presence_(presence), others_(others), changed_(std::move(changed)) {}

    /// Calls back, at once or later, when all devices of theirs that are present were asked.
    void whenKnown(const core::Address& person, std::function<void()> callback);
    /// Asks where it was not asked; `changed` follows.
    void ask(const core::Address& person);
    [[nodiscard]] bool isKnown(const core::Address& person) const;
    /// The device that takes files and was used last; empty where there is none or it is not known.
    [[nodiscard]] xmpp::Jid best(const core::Address& person) const;
    [[nodiscard]] bool isPresent(const xmpp::Jid& device) const;

private:
    enum class Answer { Asked, Yes, No };
    void answered(const std::string& kind, const core::Result<xmpp::DiscoInfo>& info);

    xmpp::PresenceTracker& presence_;
    xmpp::DiscoClient& others_;
    std::function<void()> changed_;
    std::map<std::string, Answer> answers_;  ///< by program, or address where it does not tell
    std::vector<std::pair<core::Address, std::function<void()>>> waiting_;
    core::Owner owner_;
};

}  // namespace sidetone::messaging
