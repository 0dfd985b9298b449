// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "net/proxy/ProxyKeyring.h"
#include "net/proxy/SettingsProxyPolicy.h"

class QProcess;

namespace sidetone::net {

/// Where the system's settings are. Tests hand in their own.
struct SystemProxySources {
    /// Reads an environment variable; empty where there is none.
    std::function<std::string(const std::string&)> variable;
    std::string gsettings = "gsettings";  ///< GNOME's command; looked for in PATH
    std::string kdeFile;                  ///< empty: ~/.config/kioslaverc
    [[nodiscard]] static SystemProxySources usual();
};

/// The policy of this machine: the environment's variables where they name a proxy, because they
/// are meant for this program; else the desktop's settings (KDE where XDG_CURRENT_DESKTOP says
/// so, GNOME's for the desktops that keep theirs in GSettings). Read at the first question and at
/// reload(); questions wait for the reading, at most 2 s.
class SystemProxyPolicy final : public ProxyPolicy {
public:
    /// Credentials that stand in the settings go into the keyring; null: they are dropped.
    SystemProxyPolicy(ProxyMeans means, ProxyKeyring* keyring,
                      SystemProxySources sources = SystemProxySources::usual());
    ~SystemProxyPolicy() override;
    SystemProxyPolicy(const SystemProxyPolicy&) = delete;
    SystemProxyPolicy& operator=(const SystemProxyPolicy&) = delete;

    [[nodiscard]] core::Task<Routes> routes(RouteRequest request) override;
    /// Reads the settings and PAC files again, as after a change of network.
    void reload();

private:
    void read();
    void readGnome();
    void use(ProxySettings settings);

    ProxyMeans means_;
    ProxyKeyring* keyring_;
    SystemProxySources sources_;
    std::shared_ptr<SettingsProxyPolicy> current_;  ///< null: not read yet
    std::unique_ptr<QProcess> gnome_;
    core::Timer limit_;
    std::vector<std::function<void()>> waiting_;
    QObject context_;
    core::Owner owner_;
};

}  // namespace sidetone::net
