// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace sidetone::core {

/// What kind of failure happened. A caller decides by the code; a person reads the sentence.
enum class ErrorCode {
    Cancelled,     ///< the owner went away or the user cancelled
    Timeout,       ///< no answer within the deadline
    NotFound,      ///< the name, file, user or record does not exist
    Refused,       ///< the other side actively refused the connection
    Unreachable,   ///< no route, name server silent, network down
    Untrusted,     ///< TLS could not be verified
    Unauthorised,  ///< the credentials were not accepted
    Forbidden,     ///< known, but not allowed
    BadAnswer,     ///< the answer could not be understood
    TooLarge,      ///< a limit against hostile or broken input was reached
    Unavailable,   ///< the service says that it cannot serve now
    Unsupported,   ///< this side or the other side does not have the feature
    InvalidInput,  ///< what the user, a file or a caller gave makes no sense
    Busy,          ///< already in use or already under way
    Storage,       ///< disk or database
    Device,        ///< sound, camera or another device
    Internal,      ///< a defect of this program
};

/// The code's stable name for machines: lower case with hyphens, such as `bad-answer`.
std::string_view name(ErrorCode code);

/// A failure as a value. It says what was tried, what came back and what the person can do
/// (NONE-02). None of the texts may hold a secret.
struct Error {
    ErrorCode code = ErrorCode::Internal;
    std::string tried;   ///< "Signing in to imp1.office.example on port 5222"
    std::string answer;  ///< what came back: "the server's certificate ended on 3 May"
    std::string advice;  ///< what to do: "Ask your administrator to renew it." May be empty.

    /// One or two sentences for a person: tried, answer, advice.
    [[nodiscard]] std::string sentence() const;
};

}  // namespace sidetone::core
