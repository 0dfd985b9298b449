// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "core/Task.h"

namespace sidetone::net {

/// Our side of a talk in which two prove to each other who they are, by something that the person
/// has already, such as a Kerberos ticket (GSS-API, RFC 2743). Protocol thread; nothing blocks.
class SecurityContext {
public:
    struct Step {
        std::string token;        ///< for the other side; may be empty
        bool isComplete = false;  ///< the other side has proved who it is, too
    };

    virtual ~SecurityContext() = default;
    /// Takes the other side's token (empty at the beginning) and makes the next one. Errors say
    /// what is missing: a ticket, a server of Kerberos's, the right time. Dropping the task ends
    /// the talk. One step at a time.
    [[nodiscard]] virtual core::Task<Step> step(std::string token) = 0;

    /// From here on only when the talk is complete (RFC 2743 2.3).

    /// Protects a message against changes, and where `hides` against readers too.
    [[nodiscard]] virtual core::Result<std::string> wrap(std::string_view plain, bool hides) = 0;
    /// BadAnswer where it was changed, or was to be hidden and is not.
    [[nodiscard]] virtual core::Result<std::string> unwrap(std::string_view wrapped,
                                                           bool isHidden) = 0;
    /// How long a message may be whose wrapped form has at most `wrapped` bytes.
    [[nodiscard]] virtual std::size_t longestPlain(std::size_t wrapped, bool hides) = 0;
};

/// Begins such talks.
class SecurityContexts {
public:
    virtual ~SecurityContexts() = default;
    /// `service`: "ldap", "HTTP". `host`: as the service's ticket names it. `protects`: whether
    /// messages will be wrapped.
    [[nodiscard]] virtual std::unique_ptr<SecurityContext> begin(std::string service,
                                                                 std::string host,
                                                                 bool protects) = 0;
};

}  // namespace sidetone::net
