// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>

#include "core/Address.h"
#include "core/Task.h"
#include "xmpp/extensions/DiscoClient.h"
#include "xmpp/extensions/PresenceTracker.h"

namespace sidetone::messaging {

/// Which devices are phones: those whose software says so (XEP-0030 "client/phone"). One of each
/// software is asked, whoever has it (XEP-0115), so that thousands of people cost some questions.
class Phones {
public:
    /// `learnt` is called with who has a software that is known from now on to be a phone's.
    Phones(xmpp::PresenceTracker& tracker, xmpp::DiscoClient& others,
           std::function<void(const core::Address&)> learnt);

    [[nodiscard]] bool isPhone(const std::string& software) const;
    /// Somebody's devices changed.
    void look(const core::Address& person);
    /// A new session: what was under way is not answered any more.
    void reset();

private:
    void ask(const core::Address& person, const std::string& device, const std::string& software);

    xmpp::PresenceTracker& tracker_;
    xmpp::DiscoClient& others_;
    std::function<void(const core::Address&)> learnt_;
    std::map<std::string, bool> known_;  ///< by software; bounded
    std::map<std::string, std::set<core::Address>> asked_;
    core::Owner owner_;
};

}  // namespace sidetone::messaging
