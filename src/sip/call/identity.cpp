// SPDX-License-Identifier: GPL-3.0-or-later
#include "sip/call/identity.h"

#include "core/text.h"

namespace sidetone::sip {
namespace {

NameAddress anonymous() {
    NameAddress nobody;
    nobody.display = "Anonymous";
    nobody.uri.user = "anonymous";
    nobody.uri.host = "anonymous.invalid";
    return nobody;
}

bool wantsPrivacy(const Headers& headers) {
    for (const auto value : headers.fields("Privacy")) {
        for (const auto part : core::split(value, ';')) {
            const auto word = core::lowerAscii(core::trim(part));
            if (word == "id" || word == "user" || word == "header") return true;
        }
    }
    return false;
}

std::optional<NameAddress> firstSip(const Headers& headers, std::string_view name) {
    for (const auto value : headers.values(name)) {
        auto address = NameAddress::parse(value);
        if (address && address->uri.isSip()) return std::move(*address);
    }
    return std::nullopt;
}

}  // namespace

std::optional<NameAddress> assertedIdentity(const Headers& headers) {
    auto party = firstSip(headers, "Remote-Party-ID");
    if (party) {
        const auto privacy = core::lowerAscii(party->parameters.value("privacy"));
        if (!privacy.empty() && privacy != "off" && privacy != "none") return anonymous();
    } else {
        party = firstSip(headers, "P-Asserted-Identity");
    }
    if (!party) return std::nullopt;
    if (wantsPrivacy(headers)) return anonymous();
    party->parameters = {};
    party->display = core::printable(party->display, 200);
    return party;
}

std::string forwarderOf(const Headers& headers) {
    for (const std::string_view name : {"Diversion", "Referred-By"}) {
        const auto values = headers.values(name);
        if (values.empty()) continue;
        if (const auto address = NameAddress::parse(values.front())) {
            return address->display.empty() ? address->uri.shortText()
                                            : core::printable(address->display, 200);
        }
    }
    return {};
}

}  // namespace sidetone::sip
