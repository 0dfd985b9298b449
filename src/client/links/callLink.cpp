// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "client/links/linkParts.h"
#include "client/links/linkText.h"
#include "core/text.h"

namespace sidetone::client {

using core::ErrorCode;

namespace {

std::string hostOf(std::string_view target) {
    const auto at = target.rfind('@');
    return core::lowerAscii(target.substr(at + 1));
}

/// "user@host" or a number of one target of a call; empty where it is neither.
std::string callTarget(std::string_view encoded) {
    std::string text = linkLine(encoded);
    for (const std::string_view prefix : {"sip:", "sips:", "tel:"}) {
        if (core::lowerAscii(text).starts_with(prefix)) text.erase(0, prefix.size());
    }
    const auto at = text.rfind('@');
    if (at == std::string::npos) return dialString(text);
    std::string user = text.substr(0, at);
    user.resize(std::min(user.find(':'), user.size()));  // a password, RFC 3261 19.1.1
    std::string host = hostOf(text);
    const auto isForbidden = [](char letter) {
        return std::string_view("<>\"\\ ,@").find(letter) != std::string_view::npos;
    };
    const auto isOfHost = [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') ||
               std::string_view(".-:[]_").find(letter) != std::string_view::npos ||
               static_cast<unsigned char>(letter) >= 0x80;
    };
    if (user.empty() || host.empty() || std::any_of(user.begin(), user.end(), isForbidden) ||
        !std::all_of(host.begin(), host.end(), isOfHost)) {
        return {};
    }
    return user + "@" + host;
}

}  // namespace

/// RFC 3966: parameters stand behind the number.
core::Result<ProtocolLink> numberLink(ProtocolLink link, const LinkParts& parts) {
    const auto pieces = core::split(parts.targets, ';');
    auto number = dialString(linkLine(pieces.front()));
    if (number.empty()) return linkRefused(ErrorCode::InvalidInput, "it holds no number");
    for (std::size_t i = 1; i < pieces.size(); ++i) {
        if (core::lowerAscii(pieces[i]).starts_with("ext=")) {
            link.extension = dialString(linkLine(pieces[i].substr(4)));
        }
    }
    link.targets.push_back(std::move(number));
    takeQuery(link, parts.query);
    return link;
}

core::Result<ProtocolLink> callLink(ProtocolLink link, const LinkParts& parts, LinkKind kind) {
    // Only a conference has a list; elsewhere parameters stand behind the semicolon.
    auto list = linkList(parts.targets);
    if (kind == LinkKind::Call && list.size() > 1) list.resize(1);
    if (list.size() > mostLinkTargets) {
        return linkRefused(ErrorCode::InvalidInput, "it names more than 100 people");
    }
    for (const auto one : list) {
        auto target = callTarget(one);
        if (target.empty()) {
            return linkRefused(ErrorCode::InvalidInput, "\"" + core::printable(linkLine(one), 80) +
                                                            "\" is no number and no address");
        }
        link.targets.push_back(std::move(target));
    }
    if (link.targets.empty()) return linkRefused(ErrorCode::InvalidInput, "it names nobody");
    takeQuery(link, parts.query);
    link.action = kind == LinkKind::Conference ? LinkAction::ConferenceCall : LinkAction::Call;
    return link;
}

std::string dialString(std::string_view number) {
    // ITU-T E.161: the letters of keys 2 to 9.
    constexpr std::string_view keys = "22233344455566677778889999";
    std::string digits;
    for (const char letter : core::lowerAscii(number)) {
        if ((letter >= '0' && letter <= '9') || letter == '*' || letter == '#') digits += letter;
        if (letter == '+' && digits.empty()) digits += letter;
        if (letter >= 'a' && letter <= 'z') {
            digits += keys[static_cast<std::size_t>(letter - 'a')];
        }
    }
    return digits == "+" ? std::string() : digits;
}

}  // namespace sidetone::client
