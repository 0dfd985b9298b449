// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/proxy/SystemProxyPolicy.h"

#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>
#include <cstdlib>
#include <utility>

#include "core/text.h"

namespace sidetone::net {
namespace {

constexpr core::Milliseconds readLimit{2'000};

}  // namespace

SystemProxySources SystemProxySources::usual() {
    SystemProxySources sources;
    sources.variable = [](const std::string& name) {
        const char* value = std::getenv(name.c_str());
        return std::string(value != nullptr ? value : "");
    };
    return sources;
}

SystemProxyPolicy::SystemProxyPolicy(ProxyMeans means, ProxyKeyring* keyring,
                                     SystemProxySources sources)
    : means_(std::move(means)), keyring_(keyring), sources_(std::move(sources)) {}

SystemProxyPolicy::~SystemProxyPolicy() {
    if (!gnome_) return;
    gnome_->disconnect();
    gnome_->kill();
    gnome_->waitForFinished(200);
}

core::Task<Routes> SystemProxyPolicy::routes(RouteRequest request) {
    if (current_) return current_->routes(std::move(request));
    core::Promise<Routes> promise;
    auto task = promise.task();
    waiting_.push_back([this, promise, request = std::move(request)] {
        current_->routes(request).then(owner_,
                                       [promise, policy = current_](core::Result<Routes> found) {
                                           promise.settle(std::move(found));
                                       });
    });
    if (waiting_.size() == 1) read();
    return task;
}

void SystemProxyPolicy::reload() {
    if (!waiting_.empty()) return;  // it is being read
    current_.reset();
    if (keyring_ != nullptr) keyring_->forget();
}

void SystemProxyPolicy::read() {
    auto settings = environmentProxies(sources_.variable);
    if (settings.mode != ProxySettings::Mode::None) {
        use(std::move(settings));
        return;
    }
    const auto desktop = core::lowerAscii(sources_.variable("XDG_CURRENT_DESKTOP"));
    if (desktop.find("kde") != std::string::npos) {
        auto file = sources_.kdeFile;
        if (file.empty()) {
            file = (QStandardPaths::writableLocation(QStandardPaths::ConfigLocation) +
                    QStringLiteral("/kioslaverc"))
                       .toStdString();
        }
        use(kdeProxies(file, sources_.variable));
        return;
    }
    if (desktop.empty()) {
        use(std::move(settings));
        return;
    }
    readGnome();
}

void SystemProxyPolicy::readGnome() {
    gnome_ = std::make_unique<QProcess>();
    const auto ended = [this](const std::string& printed) {
        if (!gnome_) return;
        limit_.stop();
        QObject::disconnect(gnome_.get(), nullptr, &context_, nullptr);
        gnome_->kill();
        gnome_.release()->deleteLater();
        use(gnomeProxies(printed));
    };
    QObject::connect(
        gnome_.get(), &QProcess::finished, &context_,
        [this, ended] { ended(gnome_ ? gnome_->readAllStandardOutput().toStdString() : ""); },
        Qt::QueuedConnection);
    QObject::connect(
        gnome_.get(), &QProcess::errorOccurred, &context_, [ended] { ended({}); },
        Qt::QueuedConnection);
    limit_ = means_.clock.after(readLimit, [ended] { ended({}); });
    gnome_->start(QString::fromStdString(sources_.gsettings),
                  {QStringLiteral("list-recursively"), QStringLiteral("org.gnome.system.proxy")});
}

void SystemProxyPolicy::use(ProxySettings settings) {
    if (keyring_ != nullptr) {
        for (const auto& [proxy, credentials] : settings.credentials) {
            keyring_->put(proxy, credentials);
        }
    }
    current_ = std::make_shared<SettingsProxyPolicy>(means_, std::move(settings));
    for (const auto& call : std::exchange(waiting_, {})) call();
}

}  // namespace sidetone::net
