// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "client/links/linkParts.h"
#include "client/links/linkText.h"
#include "core/text.h"

namespace sidetone::client {

using core::Address;
using core::ErrorCode;

core::Result<ProtocolLink> chatLink(ProtocolLink link, const LinkParts& parts) {
    for (const auto one : linkList(parts.targets)) {
        auto text = linkLine(one);
        const bool isRoom = link.scheme == "xmpp" && text.find('/') > text.find('@');
        std::string resource;
        if (const auto slash = text.find('/'); isRoom && slash != std::string::npos) {
            resource = text.substr(slash + 1);
            text.resize(slash);
        }
        auto address = Address::parse(text);
        if (!address) {
            return linkRefused(ErrorCode::InvalidInput,
                               "\"" + core::printable(text, 80) + "\" is no address");
        }
        const auto same = std::find(link.addresses.begin(), link.addresses.end(), *address);
        if (same == link.addresses.end()) link.addresses.push_back(std::move(*address));
        if (!resource.empty()) link.name = resource;
    }
    if (link.addresses.empty()) return linkRefused(ErrorCode::InvalidInput, "it names nobody");
    if (link.addresses.size() > mostLinkTargets) {
        return linkRefused(ErrorCode::InvalidInput, "it names more than 100 people");
    }
    takeQuery(link, parts.query);
    if (!link.keys.empty()) link.action = LinkAction::VerifyKeys;
    if (link.addresses.size() > 1) link.action = LinkAction::GroupChat;
    // The chapter's own example fills the input box with the subject where there is no body.
    if (link.action == LinkAction::Chat && link.body.empty()) link.body = link.subject;
    return link;
}

}  // namespace sidetone::client
