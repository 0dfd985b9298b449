// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <optional>

#include "client/links/linkParts.h"
#include "core/text.h"

namespace sidetone::client {

using core::ErrorCode;

namespace {

constexpr std::size_t mostBytes = 32 * 1024;

struct Scheme {
    std::string_view name;
    LinkKind kind;
};

constexpr std::array schemes{
    Scheme{"xmpp", LinkKind::Chat},      Scheme{"im", LinkKind::Chat},
    Scheme{"ciscoim", LinkKind::Chat},   Scheme{"ciscoimgroup", LinkKind::Chat},
    Scheme{"ciscochat", LinkKind::Chat}, Scheme{"tel", LinkKind::Number},
    Scheme{"callto", LinkKind::Call},    Scheme{"clicktocall", LinkKind::Call},
    Scheme{"ciscotel", LinkKind::Call},  Scheme{"sip", LinkKind::Call},
    Scheme{"sips", LinkKind::Call},      Scheme{"ciscotelconf", LinkKind::Conference},
};

std::string_view withoutSlashes(const std::string& scheme, std::string_view rest) {
    if (!rest.starts_with("//")) return rest;
    rest.remove_prefix(2);
    // RFC 5122 2.3: xmpp://account/address; Jabber's own form has one address and no slash.
    const auto slash = rest.find('/');
    const bool hasAccount =
        slash != std::string_view::npos && rest.find('@', slash) < rest.find('?');
    return scheme == "xmpp" && hasAccount ? rest.substr(slash + 1) : rest;
}

std::optional<LinkParts> partsOf(std::string_view link) {
    const auto colon = link.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    LinkParts parts;
    parts.scheme = core::lowerAscii(core::trim(link.substr(0, colon)));
    auto rest = withoutSlashes(parts.scheme, link.substr(colon + 1));
    rest = rest.substr(0, rest.find('#') < rest.find('?') && parts.scheme == "xmpp"
                              ? rest.find('#')
                              : std::string_view::npos);
    const auto question = rest.find('?');
    parts.targets = rest.substr(0, question);
    if (question != std::string_view::npos) parts.query = rest.substr(question + 1);
    return parts;
}

}  // namespace

core::Error linkRefused(ErrorCode code, std::string answer) {
    return core::fail(code, "Opening a link", std::move(answer),
                      "Ask whoever gave you the link for another one.");
}

std::vector<std::string_view> linkList(std::string_view text) {
    std::vector<std::string_view> list;
    for (const auto one : core::split(text, ';')) {
        if (!core::trim(one).empty()) list.push_back(one);
    }
    return list;
}

core::Result<ProtocolLink> parseLink(std::string_view text) {
    text = core::trim(text);
    if (text.size() > mostBytes) return linkRefused(ErrorCode::InvalidInput, "it is too long");
    const auto parts = partsOf(text);
    if (!parts) return linkRefused(ErrorCode::InvalidInput, "it is no link");
    const auto known = std::find_if(schemes.begin(), schemes.end(), [&](const Scheme& scheme) {
        return scheme.name == parts->scheme;
    });
    if (known == schemes.end()) {
        return linkRefused(
            ErrorCode::Unsupported,
            "links of the kind \"" + core::printable(parts->scheme, 40) + ":\" are none of ours");
    }
    ProtocolLink link;
    link.scheme = parts->scheme;
    if (known->kind == LinkKind::Chat) return chatLink(std::move(link), *parts);
    link.action = LinkAction::Call;
    if (known->kind == LinkKind::Number) return numberLink(std::move(link), *parts);
    return callLink(std::move(link), *parts, known->kind);
}

}  // namespace sidetone::client
