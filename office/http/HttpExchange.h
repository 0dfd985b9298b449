// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "office/http/HttpServer.h"

struct lws;

namespace sidetone::office {

/// One connection's current request and its answer. Lives as long as the connection.
class HttpExchange {
public:
    /// What the library's callbacks want to hear.
    enum class Next { Continue, Close };

    HttpExchange(const HttpListener& listener, const HttpLimits& limits,
                 const std::function<void(const HttpLogEntry&)>& log)
        : listener_(listener), limits_(limits), log_(log) {}

    /// The headers are complete: reads them; answers at once where no body follows.
    Next begin(lws* connection);
    /// A part of the body.
    Next body(lws* connection, std::string_view part);
    /// The body is complete: answers.
    Next end(lws* connection);
    /// The socket takes more of the answer.
    Next writable(lws* connection);

private:
    void readHeaders(lws* connection);
    void readQuery(lws* connection);
    Next answer(lws* connection, HttpResponse response);
    /// `size`: bytes of the body.
    Next answer(lws* connection, const HttpResponse& response, std::uint64_t size);
    Next giveOn(lws* connection);
    void isAlive(lws* connection) const;
    Next finish(lws* connection);
    [[nodiscard]] std::string head(lws* connection, const HttpResponse& response,
                                   std::uint64_t size) const;

    const HttpListener& listener_;
    const HttpLimits& limits_;
    const std::function<void(const HttpLogEntry&)>& log_;
    HttpRequest request_;
    std::chrono::steady_clock::time_point began_;
    int status_ = 0;
    bool answered_ = false;
    bool closes_ = false;   ///< after this answer, because the rest of the request is not read
    std::string pending_;   ///< the body of the answer
    std::size_t sent_ = 0;  ///< of pending_
    std::unique_ptr<HttpStream> stream_;
    std::uint64_t left_ = 0;  ///< of the stream's answer
};

}  // namespace sidetone::office
