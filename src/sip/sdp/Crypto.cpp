// SPDX-License-Identifier: GPL-3.0-or-later
#include "sip/sdp/Crypto.h"

#include "core/text.h"

namespace sidetone::sip {

core::Result<Crypto> Crypto::parse(std::string_view value) {
    const auto bad = core::fail(core::ErrorCode::BadAnswer, "Reading a=crypto",
                                "it is not of the form of RFC 4568");
    auto parts = core::split(core::trim(value), ' ');
    std::erase_if(parts, [](std::string_view part) { return part.empty(); });
    if (parts.size() < 3) return bad;
    const auto tag = core::parseNumber(parts[0]);
    if (!tag || *tag > 999'999'999) return bad;
    static constexpr std::string_view method = "inline:";
    if (!core::equalsIgnoringCase(parts[2].substr(0, method.size()), method)) return bad;
    const auto key = parts[2].substr(method.size());
    const auto bar = key.find('|');
    auto octets = core::fromBase64(key.substr(0, bar));
    if (!octets || octets->empty()) return bad;
    Crypto crypto;
    crypto.tag = static_cast<int>(*tag);
    crypto.suite = std::string(parts[1]);
    crypto.keyAndSalt = core::Secret(std::move(*octets));
    crypto.needsMore = parts.size() > 3;
    // Behind the key: |lifetime, |MKI:length, or both; a second key stands behind a semicolon.
    const auto rest = bar == std::string_view::npos ? std::string_view{} : key.substr(bar + 1);
    if (rest.find_first_of(":;") != std::string_view::npos) crypto.needsMore = true;
    return crypto;
}

std::string Crypto::text() const {
    return std::to_string(tag) + " " + suite + " inline:" + core::toBase64(keyAndSalt.reveal());
}

}  // namespace sidetone::sip
