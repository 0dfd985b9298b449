// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "net/HttpClient.h"
#include "net/Resolver.h"
#include "net/TlsPolicy.h"

namespace sidetone::net {

class CurlLoop;

/// HttpClient on libcurl's multi interface, in the Qt event loop. Names are resolved by our
/// Resolver and certificates judged by the one TlsPolicy. Connections are kept and used again.
/// Proxies of the environment are not used.
class CurlHttpClient final : public HttpClient {
public:
    /// All must outlive the client.
    CurlHttpClient(core::Clock& clock, Resolver& resolver, std::shared_ptr<const TlsPolicy> policy);
    ~CurlHttpClient() override;
    CurlHttpClient(const CurlHttpClient&) = delete;
    CurlHttpClient& operator=(const CurlHttpClient&) = delete;

    [[nodiscard]] core::Task<HttpResponse> send(HttpRequest request) override;

private:
    core::Clock& clock_;
    Resolver& resolver_;
    std::shared_ptr<const TlsPolicy> policy_;
    std::shared_ptr<CurlLoop> loop_;
};

}  // namespace sidetone::net
