// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "net/ProxyCredentials.h"

namespace sidetone::net {

/// The credentials of proxies for this session. Each proxy's person is asked once, however many
/// requests wait for it; a refusal counts until forget(). Protocol thread.
class ProxyKeyring {
public:
    /// Whoever asks the person must outlive the keyring; null: nobody can be asked.
    explicit ProxyKeyring(ProxyCredentials* person = nullptr) : person_(person) {}
    ProxyKeyring(const ProxyKeyring&) = delete;
    ProxyKeyring& operator=(const ProxyKeyring&) = delete;

    /// What is known; proxies by Endpoint::text().
    [[nodiscard]] std::optional<HttpCredentials> known(const std::string& proxy) const;
    void put(const std::string& proxy, HttpCredentials credentials);
    /// Credentials other than those that were `tried` and not accepted. Unauthorised where nobody
    /// can be asked, Cancelled where the person declined.
    [[nodiscard]] core::Task<HttpCredentials> ask(ProxyChallenge challenge,
                                                  std::optional<HttpCredentials> tried);
    /// After a change of network: who declined may be asked again. Credentials stay.
    void forget() { declined_.clear(); }

private:
    void answered(const std::string& proxy, core::Result<HttpCredentials> answer);

    ProxyCredentials* person_;
    std::map<std::string, HttpCredentials> known_;
    std::map<std::string, std::vector<core::Promise<HttpCredentials>>> waiting_;
    std::set<std::string> declined_;
    core::Owner owner_;
};

}  // namespace sidetone::net
