// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLockFile>
#include <filesystem>
#include <memory>

#include "client/Platform.h"
#include "core/Log.h"
#include "core/QtClock.h"
#include "core/Random.h"
#include "media/devices/AudioDevices.h"
#include "net/CaresResolver.h"
#include "net/CurlHttpClient.h"
#include "net/SocketConnections.h"
#include "net/TlsPolicy.h"
#include "net/UdpSockets.h"
#include "signin/SignIn.h"

namespace sidetone::client {

/// What the platform is made of, for the rooms inside the client. The order is that of
/// dependency; all belongs to the protocol thread.
struct Platform::Parts {
    core::Log log;
    core::QtClock clock;
    core::SystemRandom random;
    std::filesystem::path folder;
    std::unique_ptr<QLockFile> lock;  ///< one program at a time in the profile folder
    std::unique_ptr<net::CaresResolver> resolver;
    std::shared_ptr<const net::TlsPolicy> tls;
    std::unique_ptr<net::SocketConnections> connections;
    std::unique_ptr<net::CurlHttpClient> http;
    net::UdpSockets datagrams;
    std::shared_ptr<media::AudioDevices> devices;

    [[nodiscard]] signin::SignInPorts signInPorts() {
        return {clock, *resolver, *http, *connections, log, random};
    }
};

}  // namespace sidetone::client
