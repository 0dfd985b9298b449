// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever an administrator or a stranger's link says: bootstrap and policy files, configuration
// links, and the validator over all kinds. The first byte chooses.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "config/Bootstrap.h"
#include "config/ConfigurationUrl.h"
#include "config/Policy.h"
#include "config/keyValueLines.h"
#include "config/validate.h"
#include "core/Log.h"

using namespace sidetone::config;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

void readLink(std::string_view text) {
    const auto url = parseConfigurationUrl(text);
    if (!url) return;
    require(!url->settings.empty() && url->settings.front().name == "ServicesDomain");
    // What was taken is written and read again as the same.
    const auto again = parseConfigurationUrl(writeConfigurationUrl(url->settings));
    require(again.has_value() && again->settings.size() == url->settings.size());
}

void readLines(std::string_view text) {
    const auto read = readKeyValueLines(text, Layer::Bootstrap);
    const auto again = readKeyValueLines(writeKeyValueLines(read.settings), Layer::Bootstrap);
    require(again.settings.size() <= read.settings.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    switch (data[0] % 5) {
        case 0:
            readLink(text);
            readLink("ciscojabber://provision?" + std::string(text));
            break;
        case 1:
            static_cast<void>(parseBootstrap(text));
            readLines(text);
            break;
        case 2:
            static_cast<void>(parsePolicy({{"a", std::string(text)}, {"b", std::string(text)}}));
            break;
        case 3:
            for (const auto kind : {SourceKind::JabberConfig, SourceKind::Bootstrap,
                                    SourceKind::Policy, SourceKind::ConfigurationUrl}) {
                static_cast<void>(validate(kind, text));
            }
            break;
        default:
            static_cast<void>(sidetone::core::redact(text));
            break;
    }
    return 0;
}
