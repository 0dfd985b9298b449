// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

namespace sidetone::net {

struct HttpResponse;

/// Gives the body of a request in pieces, so that it need not lie in memory. Protocol thread;
/// nothing may block. It is shared with the exchange, which may ask until it has ended.
class HttpSource {
public:
    virtual ~HttpSource() = default;
    /// Bytes of the whole body; known from the beginning.
    [[nodiscard]] virtual std::int64_t size() const = 0;
    /// Writes up to `most` bytes to `to` and gives how many; 0 is the end. Empty: none now,
    /// ready() will be called. Negative: it cannot be read, and the exchange ends.
    [[nodiscard]] virtual std::optional<std::int64_t> read(char* to, std::size_t most) = 0;
    /// The body is wanted from its beginning (again).
    virtual void rewind() = 0;
    /// What to call when there is more after none; never from inside read().
    virtual void setReady(std::function<void()> ready) = 0;
};

/// Takes the body of an answer in pieces. Protocol thread; nothing may block.
class HttpSink {
public:
    enum class Taken {
        Yes,    ///< all of the piece
        Later,  ///< nothing of it; ready() will be called
        No,     ///< no more is wanted, and the exchange ends
    };
    virtual ~HttpSink() = default;
    /// The answer's head, before its first piece. False: the body goes into HttpResponse::body,
    /// with the request's limit.
    [[nodiscard]] virtual bool begin(const HttpResponse& head) = 0;
    [[nodiscard]] virtual Taken take(std::string_view bytes) = 0;
    /// What to call when there is room again; never from inside take().
    virtual void setReady(std::function<void()> ready) = 0;
};

}  // namespace sidetone::net
