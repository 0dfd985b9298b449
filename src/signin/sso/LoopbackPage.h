// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sidetone::signin::sso {

/// What the loopback listener says to one request, and what the request brought.
struct LoopbackAnswer {
    std::string bytes;                      ///< the whole HTTP response
    std::optional<std::string> parameters;  ///< the sign-on's answer, where this was it
};

/// Where the listener is.
struct LoopbackPlace {
    std::string host;  ///< "127.0.0.1:49321": what a Host header must say, so that no name that
                       ///< was made to lead here gets in
    std::string path;  ///< "/Zx8...", with the slash
};

/// Answers one whole request (RFC 9112): a GET with a query is the sign-on's answer; a GET
/// without one gets a page whose script posts what stands behind the # (only the browser sees
/// that); the POST of that page is the answer too. Everything else is refused. A pure function of
/// its input.
[[nodiscard]] LoopbackAnswer answerLoopback(std::string_view request, const LoopbackPlace& place);

/// How many bytes a request has, once its head is there: head and Content-Length. Empty: not yet
/// known. A request over `mostLoopbackBytes` is refused by whoever reads it.
[[nodiscard]] std::optional<std::size_t> loopbackRequestSize(std::string_view begun);
inline constexpr std::size_t mostLoopbackBytes = 64U << 10U;

/// A response without content of ours, such as 413.
[[nodiscard]] std::string loopbackRefusal(int status);

}  // namespace sidetone::signin::sso
