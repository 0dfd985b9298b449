// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "sip/message/parseMessage.h"

namespace sidetone::sip {

/// Cuts a byte stream into messages by Content-Length (RFC 3261 18.3), and finds the keep-alives
/// between them (RFC 5626 3.5.1).
class StreamFramer {
public:
    struct Handlers {
        std::function<void(Message)> message;
        std::function<void()> ping;  ///< CRLFCRLF came: a CRLF is due
        std::function<void()> pong;  ///< a single CRLF came
    };

    explicit StreamFramer(Handlers handlers, MessageLimits limits = {})
        : handlers_(std::move(handlers)), limits_(limits) {}

    /// Takes bytes and calls the handlers. After an error the stream is out of step and must be
    /// closed: a head that cannot be read, no Content-Length, or a limit.
    core::Status feed(std::string_view bytes);

private:
    enum class Progress { Again, NeedsMore };
    core::Result<Progress> step();
    bool takeKeepAlive();

    Handlers handlers_;
    MessageLimits limits_;
    std::string buffer_;
};

}  // namespace sidetone::sip
