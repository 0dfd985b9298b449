// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/proxy/OrganisationProxyPolicy.h"

#include <algorithm>
#include <utility>

#include "net/proxy/BypassList.h"

namespace sidetone::net {

core::Task<Routes> OrganisationProxyPolicy::routes(RouteRequest request) {
    if (!isInside(request.server.host)) return system_.routes(std::move(request));
    core::Promise<Routes> promise;
    auto task = promise.task();
    system_.routes(std::move(request)).then(owner_, [promise](core::Result<Routes> found) {
        const bool isByScript = found && found->why.starts_with("PAC file");
        if (found && !isByScript && found->ways.front().kind != Route::Kind::Direct) {
            found->ways.insert(found->ways.begin(), Route{});
            found->why = "a server of the organisation; else " + found->why;
        }
        promise.settle(std::move(found));
    });
    return task;
}

bool OrganisationProxyPolicy::isInside(const std::string& host) const {
    const BypassList inside(domains_);
    return inside.match({host, 0}).has_value();
}

}  // namespace sidetone::net
