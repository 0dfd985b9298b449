// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "OfficeFixture.h"
#include "client/Client.h"
#include "client/Platform.h"

namespace sidetone::test {

/// The whole client with a profile of its own, and what it stands on.
struct LiveClient {
    std::unique_ptr<client::Platform> platform;
    std::unique_ptr<client::Client> client;
};

/// Of a client inside that office: secrets in memory, and what its calls play beside its profile.
inline client::PlatformOptions liveOptions(const OfficeFixture& office, const std::string& profile,
                                           const std::string& configuration) {
    client::PlatformOptions options;
    options.profileFolder = profile;
    options.configurationFolder = configuration;
    options.nameServers = {office.nameServer()};
    options.caFile = office.caFile();
    options.audioOut = profile + ".wav";
    options.keepsSecretsInMemory = true;
    return options;
}

inline std::unique_ptr<client::Platform> livePlatform(const client::PlatformOptions& options) {
    auto platform = client::Platform::create(options);
    if (!platform) qFatal("%s", platform.error().sentence().c_str());
    return std::move(*platform);
}

inline LiveClient liveClient(const client::PlatformOptions& options) {
    LiveClient live{livePlatform(options), nullptr};
    live.client = client::createClient(*live.platform);
    return live;
}

}  // namespace sidetone::test
