// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "sip/auth/Exchange.h"
#include "sip/call/SessionContext.h"

namespace sidetone::sip {

/// Keeps one piece of state of the line at its server (RFC 3903 4): PUBLISH, refreshes and changes.
/// One request at a time; of what is published meanwhile the newest goes out. A server that takes
/// no such thing is left alone until renew(), one that fails for half a minute. Nothing is removed:
/// Kamailio 5.6 tells those who watch of a removal by a document that has the state still, so a
/// state that has ended is published as ended, and expires. Protocol thread.
class Publication : public std::enable_shared_from_this<Publication> {
public:
    struct Wish {
        std::string event;        ///< "dialog"
        std::string contentType;  ///< of the bodies
        std::chrono::seconds expires{3600};
    };

    Publication(SessionContext context, Wish wish)
        : context_(std::move(context)), wish_(std::move(wish)) {}
    ~Publication();
    Publication(const Publication&) = delete;
    Publication& operator=(const Publication&) = delete;

    void publish(std::string body);
    /// The line is registered anew, perhaps at another server: what stands is told there.
    void renew();

private:
    /// What to do next, where nothing is under way.
    void goOn();
    void send(const std::string& body);
    void answered(const Response& response);
    void failed();
    void tryLater();
    void took(const Response& response);

    SessionContext context_;
    Wish wish_;
    std::string body_;  ///< what is to stand there; empty: nothing yet
    std::string sent_;  ///< the body of the last request that brought one
    std::string tag_;   ///< the server's name for it (SIP-ETag); empty: it has nothing
    bool isRefused_ = false;
    std::shared_ptr<Exchange> exchange_;  ///< while one is under way
    std::uint32_t sequence_ = 0;
    std::string callId_;
    core::Timer refresh_;
    core::Timer again_;  ///< until it ends nothing is sent
};

}  // namespace sidetone::sip
