// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/servers/Server.h"

#include <filesystem>

namespace sidetone::office {

Command Server::commandHere() const {
    auto whole = command();
    const auto settings = layout().opensslSettings(name());
    std::error_code ignored;
    if (std::filesystem::exists(settings, ignored)) {
        whole.environment.push_back("OPENSSL_CONF=" + settings);
    }
    return whole;
}

}  // namespace sidetone::office
