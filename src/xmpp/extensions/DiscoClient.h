// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/Task.h"
#include "xmpp/Extension.h"

namespace sidetone::xmpp {

/// What an entity says it is and can (XEP-0030 3), with its forms (XEP-0128).
struct DiscoInfo {
    struct Identity {
        std::string category;
        std::string type;
        std::string name;
    };
    std::vector<Identity> identities;
    std::vector<std::string> features;
    core::XmlElement query;  ///< as it came, for DataForm::in()

    [[nodiscard]] bool has(std::string_view feature) const;
    [[nodiscard]] bool is(std::string_view category, std::string_view type) const;
};

/// What an entity has below it.
struct DiscoItem {
    std::string jid;
    std::string node;
    std::string name;
};

/// A list of items, or a page of it (XEP-0059).
struct DiscoItems {
    std::vector<DiscoItem> items;
    std::string last;  ///< where the next page begins; empty: this was all
    int total = -1;    ///< -1: not told
};

/// Asks others what they are, can and have (XEP-0030). Protocol thread.
class DiscoClient : public Extension {
public:
    explicit DiscoClient(Session& session);
    ~DiscoClient() override;

    [[nodiscard]] core::Task<DiscoInfo> info(const std::string& jid, const std::string& node = {});
    /// All of it, or what follows `after`; the other side says how much a page holds.
    [[nodiscard]] core::Task<DiscoItems> items(const std::string& jid,
                                               const std::string& after = {});

private:
    core::Owner owner_;
};

}  // namespace sidetone::xmpp
