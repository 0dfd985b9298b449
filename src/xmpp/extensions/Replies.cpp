// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/Replies.h"

#include "core/text.h"
#include "xmpp/namespaces.h"

namespace sidetone::xmpp {
namespace {

constexpr std::size_t longestQuote = 300;  // bytes

/// At most so many bytes, cut at a character's end.
std::string_view beginningOf(std::string_view text) {
    if (text.size() <= longestQuote) return text;
    auto end = longestQuote;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return text.substr(0, end);
}

}  // namespace

std::optional<Reply> replyIn(const core::XmlElement& message) {
    const auto* element = message.child("reply", ns::replies);
    if (element == nullptr || element->attribute("id").empty()) return {};
    return Reply{std::string(element->attribute("id")),
                 Jid::parse(element->attribute("to")).value_or(Jid()),
                 {}};
}

core::XmlElement replyElement(const Reply& reply) {
    core::XmlElement element("reply", ns::replies);
    if (!reply.to.isEmpty()) element.setAttribute("to", reply.to.text());
    return element.setAttribute("id", reply.id);
}

std::string quotedText(const Reply& reply) {
    if (reply.quote.empty()) return {};
    std::string quoted;
    for (const auto line : core::split(beginningOf(reply.quote), '\n')) {
        quoted += "> ";
        quoted += line;
        quoted += '\n';
    }
    return quoted;
}

}  // namespace sidetone::xmpp
