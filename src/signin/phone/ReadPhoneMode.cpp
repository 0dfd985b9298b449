// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/phone/ReadPhoneMode.h"

#include "config/keys.h"
#include "core/text.h"

namespace sidetone::signin {

std::string ReadPhoneMode::title(const Context& /*context*/) const {
    return "Taking the call manager from the settings";
}

void ReadPhoneMode::run(Context& context) {
    auto& found = context.found;
    found.home.userId = found.address.user();
    found.profile.authenticator = config::ProfileAuthenticator::CallManager;
    found.profile.authenticatorReason = "the settings name the call manager";
    std::string told;
    for (const auto& key : {config::keys::tftpServer1, config::keys::tftpServer2}) {
        const auto text = found.settings.get(key);
        for (const auto part : core::split(text, ',')) {
            const std::string host(core::trim(part));
            if (host.empty()) continue;
            found.fileServers.push_back(host);
            told += (told.empty() ? "files " : ", ") + host;
        }
    }
    const auto list = found.settings.get(config::keys::ccmcipServer1);
    if (!list.empty()) told += "; devices " + list;
    done(told, "Phone mode: calls only. There is no second server but what the settings name.");
}

}  // namespace sidetone::signin
