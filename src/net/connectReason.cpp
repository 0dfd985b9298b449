// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/connectReason.h"

#include <cerrno>
#include <utility>

#include "core/Result.h"

namespace sidetone::net {

core::Error connectReason(int systemError, std::string tried) {
    using core::ErrorCode;
    if (systemError == ECONNREFUSED) {
        return core::fail(ErrorCode::Refused, std::move(tried),
                          "the connection was refused, nothing is running on this port",
                          "Ask your administrator whether the server is running.");
    }
    if (systemError == ETIMEDOUT) {
        return core::fail(ErrorCode::Timeout, std::move(tried), "the server does not answer",
                          "Check the network connection.");
    }
    return core::fail(ErrorCode::Unreachable, std::move(tried), "the server cannot be reached",
                      "Check the network connection.");
}

}  // namespace sidetone::net
