// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/Result.h"

namespace sidetone::core {
class Clock;
class Log;
class Random;
}  // namespace sidetone::core

namespace sidetone::client {

class Client;

/// What a person may say on the command line or in the environment about the outside.
struct PlatformOptions {
    std::string profileFolder;             ///< history, caches, settings; made with mode 0700
    std::vector<std::string> nameServers;  ///< "address[:port]"; empty: the system's
    std::string caFile;                    ///< further certificate authorities, PEM; may be empty
    std::string audioIn;                   ///< WAV file in place of the microphone; may be empty
    std::string audioOut;                  ///< WAV file in place of the loudspeaker; may be empty
    /// Y4M file, or "test", in place of the camera; "camera" where a program has no window but
    /// shall send its pictures all the same; may be empty
    std::string videoIn;
    std::string videoOut;    ///< Y4M file in place of the window; may be empty
    bool hasWindow = false;  ///< received pictures are shown, and cameras are looked for
    bool logToStandardError = false;
    /// Where the machine's administrator configures: jabber-bootstrap.properties, policy.d.
    std::string configurationFolder = "/etc/sidetone";
    bool opensBrowser = true;           ///< false: who shows the question says where to go
    bool keepsSecretsInMemory = false;  ///< leaves the desktop's key store alone
};

/// The real outside: clock, resolver, sockets, HTTP, devices. It is made once by the program and
/// outlives the client. Protocol thread.
class Platform {
public:
    /// InvalidInput where an option makes no sense, Storage where the profile folder cannot be
    /// made or is used by another program.
    [[nodiscard]] static core::Result<std::unique_ptr<Platform>> create(PlatformOptions options);
    ~Platform();
    Platform(const Platform&) = delete;
    Platform& operator=(const Platform&) = delete;

    [[nodiscard]] core::Clock& clock();
    [[nodiscard]] core::Random& random();
    [[nodiscard]] core::Log& log();

    struct Parts;
    [[nodiscard]] Parts& parts() { return *parts_; }

private:
    explicit Platform(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

/// The client on that platform.
[[nodiscard]] std::unique_ptr<Client> createClient(Platform& platform);

}  // namespace sidetone::client
