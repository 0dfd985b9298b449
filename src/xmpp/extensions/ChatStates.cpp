// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/ChatStates.h"

#include "xmpp/namespaces.h"

namespace sidetone::xmpp {
namespace {

constexpr const char* names[] = {"active", "composing", "paused", "inactive", "gone"};

}  // namespace

std::optional<ChatState> readChatState(const core::XmlElement& message) {
    for (const auto& child : message.children) {
        if (child.nameSpace != ns::chatStates) continue;
        for (std::size_t i = 0; i < std::size(names); ++i) {
            if (child.name == names[i]) return ChatState(i);
        }
    }
    return {};
}

core::XmlElement chatStateElement(ChatState state) {
    return core::XmlElement(names[static_cast<std::size_t>(state)], ns::chatStates);
}

}  // namespace sidetone::xmpp
