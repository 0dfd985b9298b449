// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLockFile>
#include <filesystem>
#include <functional>
#include <memory>

#include "client/Platform.h"
#include "client/network/ProxyQuestions.h"
#include "client/presence/CalendarSource.h"
#include "client/presence/IdleSource.h"
#include "core/Log.h"
#include "core/QtClock.h"
#include "core/Random.h"
#include "media/camera/CameraDirectory.h"
#include "media/devices/AudioDevices.h"
#include "media/video/VideoDevices.h"
#include "net/CaresResolver.h"
#include "net/ClientCertificates.h"
#include "net/CurlHttpClient.h"
#include "net/NetworkMonitor.h"
#include "net/RememberingResolver.h"
#include "net/SocketConnections.h"
#include "net/SocketPeerLinks.h"
#include "net/TlsPolicy.h"
#include "net/TlsTrust.h"
#include "net/UdpSockets.h"
#include "net/proxy/OrganisationProxyPolicy.h"
#include "net/proxy/ProxyKeyring.h"
#include "net/proxy/SystemProxyPolicy.h"
#include "signin/SignIn.h"
#include "signin/enrolment/CertificateVault.h"
#include "signin/sso/StandardRedirects.h"
#include "store/keys/KeyStore.h"

namespace sidetone::client {

/// What the platform is made of, for the rooms inside the client. The order is that of
/// dependency; all belongs to the protocol thread.
struct Platform::Parts {
    core::Log log;
    core::QtClock clock;
    core::SystemRandom random;
    std::filesystem::path folder;
    std::filesystem::path configurationFolder;
    std::unique_ptr<QLockFile> lock;  ///< one program at a time in the profile folder
    std::unique_ptr<net::CaresResolver> nameServers;
    std::unique_ptr<net::RememberingResolver> resolver;  ///< knows hosts when those are dead
    std::shared_ptr<net::TlsTrust> trust;  ///< what the person decided about certificates
    std::shared_ptr<net::ClientCertificates> certificates;  ///< ours, and who may see them
    std::shared_ptr<const net::TlsPolicy> tls;
    std::unique_ptr<net::CurlHttpClient> directHttp;  ///< never by a proxy: PAC files, portals
    ProxyQuestions proxyQuestions;
    net::ProxyKeyring proxyKeys{&proxyQuestions};
    std::unique_ptr<net::SystemProxyPolicy> systemProxies;
    std::unique_ptr<net::OrganisationProxyPolicy> proxies;
    std::unique_ptr<net::SocketConnections> connections;
    std::unique_ptr<net::SocketPeerLinks> links;  ///< to other people's devices
    std::unique_ptr<net::CurlHttpClient> http;
    net::UdpSockets datagrams;
    std::shared_ptr<media::AudioDevices> devices;
    std::shared_ptr<media::CameraDirectory> cameras;  ///< null: a file, or nothing, in their place
    std::shared_ptr<media::VideoDevices> video;       ///< null: calls have no picture

    std::unique_ptr<net::NetworkMonitor> network;
    std::unique_ptr<store::KeyStore> keys;
    std::unique_ptr<signin::ThreadKeyMaker> keyMaker;
    std::unique_ptr<signin::CertificateVault> vault;
    std::unique_ptr<signin::sso::StandardRedirects> redirects;  ///< back from the browser
    /// Opens an address in the person's browser.
    std::function<void(const std::string&)> browse;
    /// Whether somebody is at the machine.
    std::function<std::unique_ptr<IdleSource>()> makeIdleSource;
    /// Calendars, and what the presence server knows of them; empty: there are none.
    std::function<std::unique_ptr<CalendarSource>()> makeCalendarSource;
    std::function<std::unique_ptr<CalendarServer>()> makeCalendarServer;

    /// `questions`: who can be asked; null: nobody.
    [[nodiscard]] signin::SignInPorts signInPorts(signin::Questions* questions = nullptr) {
        return {clock,  *resolver, *http,       *connections,    log,
                random, questions, vault.get(), redirects.get(), resolver.get()};
    }
};

}  // namespace sidetone::client
