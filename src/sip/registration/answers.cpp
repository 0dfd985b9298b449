// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text.h"
#include "sip/registration/Registration.h"

namespace sidetone::sip {

std::chrono::seconds grantedExpiry(const Response& response, const Uri& contact,
                                   std::string_view instanceId, std::chrono::seconds asked) {
    auto granted = asked;
    if (const auto header = core::parseNumber(response.headers.first("Expires"))) {
        granted = std::chrono::seconds(*header);
    }
    const auto contacts = response.headers.values("Contact");
    for (const auto value : contacts) {
        const auto entry = NameAddress::parse(value);
        if (!entry) continue;
        const bool ours =
            entry->parameters.value("+sip.instance").find(instanceId) != std::string::npos ||
            (entry->uri.user == contact.user && entry->uri.host == contact.host &&
             entry->uri.port == contact.port);
        if (!ours) continue;
        if (const auto own = core::parseNumber(entry->parameters.value("expires"))) {
            granted = std::chrono::seconds(*own);
        }
        return std::min(granted, std::chrono::seconds(86'400));
    }
    return contacts.empty() ? std::min(granted, std::chrono::seconds(86'400))
                            : std::chrono::seconds(0);
}

std::chrono::seconds retryAfter(const Response& response) {
    const auto text = response.headers.first("Retry-After");
    const auto number = core::parseNumber(core::trim(text.substr(0, text.find_first_of(" ;("))));
    return std::chrono::seconds(number ? std::min<std::uint64_t>(*number, 3600) : 0);
}

}  // namespace sidetone::sip
