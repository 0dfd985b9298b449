// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/ProxyPolicy.h"

namespace sidetone::net {

std::string Route::text() const {
    switch (kind) {
        case Kind::Direct:
            return "direct";
        case Kind::HttpProxy:
            return "http proxy " + proxy.text();
        case Kind::HttpsProxy:
            return "https proxy " + proxy.text();
        case Kind::Socks5:
            return "socks5 proxy " + proxy.text();
    }
    return "direct";
}

core::Task<Routes> NoProxy::routes(RouteRequest) {
    return core::Task<Routes>::ready(Routes{{Route{}}, "no proxy is configured"});
}

}  // namespace sidetone::net
