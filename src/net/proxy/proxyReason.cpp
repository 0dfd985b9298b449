// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/proxy/proxyReason.h"

#include <cerrno>
#include <utility>

#include "core/Result.h"

namespace sidetone::net {

using core::ErrorCode;

core::Error proxyLocked(std::string tried, const Endpoint& proxy, bool wereTried) {
    if (wereTried) {
        return core::fail(
            ErrorCode::Unauthorised, std::move(tried),
            "the proxy " + proxy.text() + " does not accept the user name and password (407)",
            "Sign in again with the right ones for the proxy.");
    }
    return core::fail(ErrorCode::Unauthorised, std::move(tried),
                      "the proxy " + proxy.text() + " wants a user name and a password (407)",
                      "Give those of the proxy, or ask your administrator for them.");
}

core::Error proxyRefusal(std::string tried, const Endpoint& proxy, int status) {
    const auto number = std::to_string(status);
    if (status == 403) {
        return core::fail(ErrorCode::Forbidden, std::move(tried),
                          "the proxy " + proxy.text() + " does not allow this connection (403)",
                          "Ask your administrator to allow the server and port at the proxy.");
    }
    if (status == 502 || status == 503 || status == 504) {
        return core::fail(ErrorCode::Unavailable, std::move(tried),
                          "the proxy " + proxy.text() + " cannot reach the server (" + number + ")",
                          "Ask your administrator whether the server is running and whether the "
                          "proxy knows its name.");
    }
    return core::fail(
        ErrorCode::BadAnswer, std::move(tried),
        "the proxy " + proxy.text() + " answered " + number + " instead of making the connection",
        "Ask your administrator whether this is the right proxy.");
}

core::Error proxyUnreachable(std::string tried, const Endpoint& proxy, int systemError) {
    const auto advice =
        "Check the proxy in the settings of this computer, or ask your "
        "administrator whether it is running.";
    if (systemError == ECONNREFUSED) {
        return core::fail(ErrorCode::Refused, std::move(tried),
                          "the proxy " + proxy.text() +
                              " refused the connection, nothing is running on this port",
                          advice);
    }
    return core::fail(ErrorCode::Unreachable, std::move(tried),
                      "the proxy " + proxy.text() + " cannot be reached", advice);
}

}  // namespace sidetone::net
