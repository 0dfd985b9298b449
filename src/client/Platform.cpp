// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/Platform.h"

#include <QDateTime>
#include <QFile>
#include <QProcess>
#include <cstdio>
#include <system_error>

#include "client/PlatformParts.h"
#include "client/presence/DesktopIdle.h"
#include "config/LocalSources.h"
#include "config/keys.h"
#include "media/camera/CameraDevices.h"
#include "media/devices/FileDevices.h"
#include "media/devices/SystemDevices.h"
#include "media/video/FileVideoDevices.h"
#include "net/NetlinkMonitor.h"
#include "store/keys/KeychainKeyStore.h"
#include "store/keys/MemoryKeyStore.h"

namespace sidetone::client {

using core::ErrorCode;
using core::fail;

namespace {

void writeToStandardError(const core::LogLine& line) {
    static constexpr const char* names[] = {"debug", "info", "warning", "error"};
    const auto time = QDateTime::fromMSecsSinceEpoch(line.time.time_since_epoch().count())
                          .toString(QStringLiteral("HH:mm:ss.zzz"));
    std::fprintf(stderr, "%s %-7s %-10s %s\n", qPrintable(time),
                 names[static_cast<int>(line.level)], line.room.c_str(), line.text.c_str());
}

/// The folder is the person's alone: what was said in it concerns nobody else (HIST-02).
core::Status makeFolder(const std::filesystem::path& folder) {
    std::error_code problem;
    std::filesystem::create_directories(folder, problem);
    if (!problem) {
        std::filesystem::permissions(folder, std::filesystem::perms::owner_all, problem);
    }
    if (!problem) return {};
    return fail(ErrorCode::Storage, "Making the profile folder " + folder.string(),
                problem.message(), "Choose another with --profile.");
}

core::Result<std::unique_ptr<QLockFile>> lockFolder(const std::filesystem::path& folder) {
    auto lock = std::make_unique<QLockFile>(QString::fromStdString((folder / "lock").string()));
    lock->setStaleLockTime(0);
    if (lock->tryLock(0)) {
        // QLockFile lets everybody read it (PROV-06).
        QFile::setPermissions(lock->fileName(), QFile::ReadOwner | QFile::WriteOwner);
        return lock;
    }
    qint64 process = 0;
    QString host;
    QString program;
    lock->getLockInfo(&process, &host, &program);
    return fail(ErrorCode::Busy, "Opening the profile folder " + folder.string(),
                program.toStdString() + " (process " + std::to_string(process) + ") uses it",
                "End that program, or choose another folder with --profile.");
}

/// BROWSER counts where it is set; xdg-open knows the desktop's own.
void openInBrowser(const std::string& url) {
    const auto chosen = qEnvironmentVariable("BROWSER");
    QProcess::startDetached(chosen.isEmpty() ? QStringLiteral("xdg-open") : chosen,
                            {QString::fromStdString(url)});
}

void makeProxies(Platform::Parts& parts) {
    parts.directHttp =
        std::make_unique<net::CurlHttpClient>(parts.clock, *parts.resolver, parts.tls);
    parts.systemProxies = std::make_unique<net::SystemProxyPolicy>(
        net::ProxyMeans{parts.clock, *parts.resolver, *parts.directHttp}, &parts.proxyKeys);
    parts.proxies = std::make_unique<net::OrganisationProxyPolicy>(*parts.systemProxies);
}

core::Result<std::shared_ptr<media::AudioDevices>> devicesFor(const PlatformOptions& options,
                                                              core::Log& log) {
    if (options.audioIn.empty() && options.audioOut.empty()) {
        return media::makeSystemDevices(log);
    }
    auto files = media::FileDevices::create(options.audioIn, options.audioOut);
    if (!files) return files.error();
    return std::shared_ptr<media::AudioDevices>(std::move(*files));
}

/// Files where they are named; cameras where there is a window, or where they are asked for.
core::Status addVideo(const PlatformOptions& options, Platform::Parts& parts) {
    const bool isCamera = options.videoIn == "camera";
    const bool hasFile = !options.videoIn.empty() && !isCamera;
    if (!hasFile && !isCamera && options.videoOut.empty() && !options.hasWindow) return {};
    auto files = media::FileVideoDevices::create(hasFile ? options.videoIn : std::string(),
                                                 options.videoOut);
    if (!files) return files.error();
    parts.video = std::move(*files);
    if (hasFile || !(isCamera || options.hasWindow)) return {};
    parts.cameras = std::make_shared<media::CameraDirectory>(media::linuxCameras());
    parts.video = std::make_shared<media::CameraDevices>(parts.cameras, parts.video);
    return {};
}

}  // namespace

core::Result<std::unique_ptr<Platform>> Platform::create(PlatformOptions options) {
    auto parts = std::make_unique<Parts>();
    if (options.logToStandardError) {
        parts->log.setLevel(core::LogLevel::Debug);
        parts->log.setSink(writeToStandardError);
    }
    parts->folder = options.profileFolder;
    parts->configurationFolder = options.configurationFolder;
    if (auto made = makeFolder(parts->folder); !made) return made.error();
    auto lock = lockFolder(parts->folder);
    if (!lock) return lock.error();
    parts->lock = std::move(*lock);

    net::ResolverSettings resolver;
    resolver.nameServers = options.nameServers;
    parts->nameServers = std::make_unique<net::CaresResolver>(std::move(resolver));
    parts->resolver = std::make_unique<net::RememberingResolver>(*parts->nameServers, parts->clock);
    parts->trust = std::make_shared<net::TlsTrust>(parts->clock);
    parts->certificates = std::make_shared<net::ClientCertificates>();
    net::TlsSettings trusted;
    trusted.caFile = options.caFile;
    const config::LocalPlaces places{parts->configurationFolder / "jabber-bootstrap.properties",
                                     parts->configurationFolder / "policy.d", parts->folder};
    trusted.approvedOnly = config::LocalSources(places).settings().get(config::keys::fipsMode);
    auto tls =
        net::TlsPolicy::create(std::move(trusted), parts->clock, parts->trust, parts->certificates);
    if (!tls) return tls.error();
    parts->tls = std::move(*tls);
    makeProxies(*parts);
    parts->connections =
        std::make_unique<net::SocketConnections>(parts->clock, *parts->resolver, parts->tls);
    parts->links = std::make_unique<net::SocketPeerLinks>(parts->clock, *parts->resolver);
    parts->http = std::make_unique<net::CurlHttpClient>(parts->clock, *parts->resolver, parts->tls);
    parts->connections->useProxies(*parts->proxies, &parts->proxyKeys);
    parts->http->useProxies(*parts->proxies, &parts->proxyKeys);
    auto network = net::NetlinkMonitor::create(parts->clock);
    if (!network) return network.error();
    parts->network = std::move(*network);
    parts->makeIdleSource = [] { return std::make_unique<DesktopIdle>(); };
    parts->browse = openInBrowser;
    if (!options.opensBrowser) parts->browse = [](const std::string&) {};
    if (options.keepsSecretsInMemory) {
        parts->keys = std::make_unique<store::MemoryKeyStore>(
            "Passwords are forgotten when the program ends, because it was told so.");
    } else {
        parts->keys = std::make_unique<store::KeychainKeyStore>(parts->clock);
    }
    parts->keyMaker = std::make_unique<signin::ThreadKeyMaker>();
    parts->vault = std::make_unique<signin::CertificateVault>(
        signin::CertificateVault::Ports{*parts->keys, *parts->certificates, parts->random,
                                        *parts->keyMaker},
        parts->folder / "certificates");
    parts->redirects =
        std::make_unique<signin::sso::StandardRedirects>(parts->clock, parts->random);
    auto devices = devicesFor(options, parts->log);
    if (!devices) return devices.error();
    parts->devices = std::move(*devices);
    if (auto added = addVideo(options, *parts); !added) return added.error();
    return std::unique_ptr<Platform>(new Platform(std::move(parts)));
}

Platform::Platform(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Platform::~Platform() = default;

core::Clock& Platform::clock() {
    return parts_->clock;
}
core::Random& Platform::random() {
    return parts_->random;
}
core::Log& Platform::log() {
    return parts_->log;
}

}  // namespace sidetone::client
