// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/CurlHttpClient.h"

#include <utility>

#include "net/CurlLoop.h"
#include "net/HttpExchange.h"

namespace sidetone::net {

CurlHttpClient::CurlHttpClient(core::Clock& clock, Resolver& resolver,
                               std::shared_ptr<const TlsPolicy> policy)
    : clock_(clock),
      resolver_(resolver),
      policy_(std::move(policy)),
      loop_(std::make_shared<CurlLoop>()) {}

CurlHttpClient::~CurlHttpClient() = default;

void CurlHttpClient::forgetConnections() {
    // A loop must not end inside its own callback, as it would with its last exchange.
    std::erase_if(retired_, [](const auto& loop) { return loop.use_count() == 1; });
    retired_.push_back(std::exchange(loop_, std::make_shared<CurlLoop>()));
}

core::Task<HttpResponse> CurlHttpClient::send(HttpRequest request) {
    return HttpExchange::start({clock_, resolver_, policy_, loop_, proxies_, keyring_},
                               std::move(request));
}

}  // namespace sidetone::net
