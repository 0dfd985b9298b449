// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "net/HttpClient.h"
#include "net/Resolver.h"
#include "net/TlsPolicy.h"

namespace sidetone::net {

class CurlLoop;
class ProxyKeyring;
class ProxyPolicy;

/// HttpClient on libcurl's multi interface, in the Qt event loop. Names are resolved by our
/// Resolver and certificates judged by the one TlsPolicy. Connections are kept and used again.
/// Proxies are used as a policy says; without one, none is, whatever the environment says.
class CurlHttpClient final : public HttpClient {
public:
    /// All must outlive the client.
    CurlHttpClient(core::Clock& clock, Resolver& resolver, std::shared_ptr<const TlsPolicy> policy);
    ~CurlHttpClient() override;
    CurlHttpClient(const CurlHttpClient&) = delete;
    CurlHttpClient& operator=(const CurlHttpClient&) = delete;

    /// From now on. Both must outlive the client; the keyring may be null.
    void useProxies(ProxyPolicy& proxies, ProxyKeyring* keyring) {
        proxies_ = &proxies;
        keyring_ = keyring;
    }

    /// Uses no kept connection any more: after the network changed they are dead, and a request
    /// on one of them would wait for nothing. What is under way goes on.
    void forgetConnections();

    [[nodiscard]] core::Task<HttpResponse> send(HttpRequest request) override;

private:
    core::Clock& clock_;
    Resolver& resolver_;
    std::shared_ptr<const TlsPolicy> policy_;
    std::shared_ptr<CurlLoop> loop_;
    std::vector<std::shared_ptr<CurlLoop>> retired_;  ///< exchanges may still run in them
    ProxyPolicy* proxies_ = nullptr;
    ProxyKeyring* keyring_ = nullptr;
};

}  // namespace sidetone::net
