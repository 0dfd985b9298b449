// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/steps/ReadAddress.h"

#include "config/keys.h"
#include "core/text.h"

namespace sidetone::signin {

std::string ReadAddress::title(const Context& context) const {
    return "Reading the address " + core::printable(context.typed, 100);
}

void ReadAddress::run(Context& context) {
    auto& found = context.found;
    const auto preset = core::lowerAscii(found.settings.get(config::keys::servicesDomain));
    auto typed = std::string(core::trim(context.typed));
    // Where the domain is set already, the user's part alone is enough (DISC-28).
    if (!preset.empty() && !typed.empty() && typed.find('@') == std::string::npos) {
        typed += "@" + preset;
    }
    auto address = core::Address::parse(typed);
    if (!address) {
        auto error = address.error();
        if (error.advice.empty())
            error.advice = "Type your work address, such as anna@example.com.";
        failed(std::move(error));
        return;
    }
    found.address = *address;
    found.servicesDomain = preset.empty() ? address->domain() : preset;
    auto voice = core::lowerAscii(found.settings.get(config::keys::voiceServicesDomain));
    const auto& old = context.remembered;
    const bool isRemembered = voice.empty() && old && old->servicesDomain == found.servicesDomain;
    if (isRemembered) voice = old->voiceServicesDomain;
    found.discoveryDomain = voice.empty() ? found.servicesDomain : voice;
    std::string why = "The domain says where to look.";
    if (!preset.empty()) {
        why = "The services domain was set by " +
              std::string(
                  config::name(found.settings.find(config::keys::servicesDomain.name)->layer)) +
              ".";
    }
    if (found.discoveryDomain != found.servicesDomain) {
        why += " The servers are looked for in " + found.discoveryDomain +
               ", the domain of the voice services" +
               (isRemembered ? " as an earlier sign-in found." : ".");
    }
    done("user " + address->user() + ", services domain " + found.servicesDomain, why);
}

}  // namespace sidetone::signin
