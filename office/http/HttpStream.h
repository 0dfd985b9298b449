// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "office/http/HttpMessage.h"

namespace sidetone::office {

/// The head of an answer whose body follows in pieces.
struct HttpHead {
    HttpResponse response;   ///< its body is not looked at
    std::uint64_t size = 0;  ///< bytes of the body
};

/// One request that is too large for memory: its body is given on in pieces as it comes, and the
/// answer's body is fetched in pieces as it can be sent. Called in the server's thread.
class HttpStream {
public:
    HttpStream() = default;
    virtual ~HttpStream() = default;
    HttpStream(const HttpStream&) = delete;
    HttpStream& operator=(const HttpStream&) = delete;

    /// A part of the request's body.
    virtual void take(std::string_view part) = 0;
    /// The request is complete.
    [[nodiscard]] virtual HttpHead finish() = 0;
    /// The next piece of the answer's body, never empty; nothing where it cannot be had: the
    /// connection is closed.
    [[nodiscard]] virtual std::optional<std::string> next() = 0;
};

/// A stream for a request whose head is complete; null where the usual handler answers it.
using HttpStreams = std::function<std::unique_ptr<HttpStream>(const HttpRequest&)>;

}  // namespace sidetone::office
